using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Grounding;

/// <summary>What poses tell, in scenes made of looks.</summary>
public sealed class BodyTests
{
    private static readonly int[] s_looks = [.. Enumerable.Range(0, 13).Select(i => 8 * i)];

    [Theory]
    [InlineData(0.05f, 0.4f, 0.3f, true)] // skin
    [InlineData(0.05f, 0.1f, 0.8f, false)] // blonde
    [InlineData(0.7f, 0.3f, 0f, false)] // dark hair over a face
    [InlineData(0.02f, 0.02f, 0.02f, false)] // a white hat
    public void Bald_is_who_shows_skin_and_no_hair(float dark, float skin, float fair, bool bald)
    {
        var scene = Person().Look(b => b with { Crown = new CrownShares(dark, skin, fair) }, s_looks).Build();
        Assert.Equal(bald, Ground(scene, Attribute(new TraitPredicate(BodyTrait.Bald))).Count > 0);
    }

    [Fact]
    public void A_long_coat_is_one_that_is_seen_to_end_low_and_nobody_judges_what_cannot_be_seen()
    {
        var plan = Attribute(new TraitPredicate(BodyTrait.LongCoat));
        Assert.Single(Ground(Person().Look(b => b with { Hem = 0.8f }, s_looks).Build(), plan));
        Assert.Empty(Ground(Person().Look(b => b with { Hem = 0.1f }, s_looks).Build(), plan));
        Assert.Empty(Ground(Person().Look(b => b, s_looks).Build(), plan)); // nothing judged is no answer
        Assert.Empty(Ground(Person().Build(), plan));
    }

    [Theory]
    [InlineData(Posture.Sit)]
    [InlineData(Posture.Bend)]
    [InlineData(Posture.RaiseArm)]
    [InlineData(Posture.Lie)]
    public void A_posture_is_found_when_it_is_held(Posture posture)
    {
        var scene = Person().Look(b => b, [0, 8, 16, 24]).Look(b => b with { Posture = Held(posture) }, [32, 40, 48, 56]).Look(b => b, [64, 72, 80]).Build();
        var tube = Assert.Single(Ground(scene, Action(new PosturePredicate(posture))));
        Assert.InRange(tube.Begin, 24, 34);
        Assert.InRange(tube.End, 54, 64);
    }

    [Fact]
    public void One_look_that_is_wrong_is_no_posture()
    {
        var scene = Person().Look(b => b, [0, 8, 16, 24, 40, 48]).Look(b => b with { Posture = Held(Posture.RaiseArm) }, 32).Build();
        Assert.Empty(Ground(scene, Action(new PosturePredicate(Posture.RaiseArm))));
    }

    [Fact]
    public void To_fall_is_to_be_upright_and_then_down()
    {
        var falls = Person().Look(b => b, [0, 8, 16, 24, 32, 40]).Look(b => b with { Posture = Held(Posture.Lie) }, [48, 56, 64, 72]).Build();
        Assert.InRange(Assert.Single(Ground(falls, Action(new PosturePredicate(Posture.Fall)))).Begin, 25, 50);
        var lies = Person().Look(b => b with { Posture = Held(Posture.Lie) }, s_looks).Build();
        Assert.Empty(Ground(lies, Action(new PosturePredicate(Posture.Fall))));
    }

    [Fact]
    public void Stripes_are_judged_beside_the_clothes_of_others()
    {
        var scene = Person().Look(b => b with { Stripes = 0.22f }, s_looks).Add(2, 0, 100, Walk(400, 200)).Look(b => b with { Stripes = 0.08f }, s_looks).Build();
        Assert.Equal(1, Assert.Single(Ground(scene, Attribute(new PatternPredicate(BodyPart.Upper, "striped")))).TubeletId);
        Assert.Empty(Ground(scene, Attribute(new PatternPredicate(BodyPart.Upper, "checked"))));
    }

    [Fact]
    public void A_few_wrong_looks_do_not_change_what_somebody_looks_like()
    {
        var scene = Person().Look(b => b with { Crown = new CrownShares(0.7f, 0.2f, 0) }, s_looks).Look(b => b with { Crown = new CrownShares(0, 1, 0) }, [4, 12]).Build();
        Assert.Empty(Ground(scene, Attribute(new TraitPredicate(BodyTrait.Bald))));
    }

    private static SceneBuilder Person() => new SceneBuilder(120).Add(1, 0, 100, Walk(200, 200));

    private static PostureMeasure Held(Posture posture) => posture switch
    {
        Posture.Sit => Upright with { Thigh = 0.05f },
        Posture.Bend => Upright with { Torso = 0.15f, Lean = 0.25f },
        Posture.RaiseArm => Upright with { Hand = 0.2f },
        _ => Upright with { Torso = 0.05f, Lean = 0.4f, Flatness = 2 },
    };

    private static IReadOnlyList<Tube> Ground(Scene scene, params SubQuery[] said) =>
        Grounder.Ground(Plan(said), scene, "", new GroundingOptions { Top = 5 });
}
