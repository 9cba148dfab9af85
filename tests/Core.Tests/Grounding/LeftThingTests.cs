using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Sparsification;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding;

public sealed class LeftThingTests
{
    private static readonly QueryParser s_parser = new(Lexicon.Empty);
    private static readonly StationaryThing[] s_things =
    [
        new(1, ThingFate.LeftBehind, 50, 150, new Box(300, 300, 30, 30)), new(2, ThingFate.TakenAway, 151, 190, new Box(300, 300, 30, 30)),
    ];

    [Theory]
    [InlineData("a bag left on the ground")]
    [InlineData("a suitcase that was left behind")]
    [InlineData("an abandoned backpack")]
    [InlineData("something left there")]
    public void What_was_left_is_found_where_and_as_long_as_it_lay(string sentence)
    {
        var tube = Best(sentence, looked: true);
        Assert.NotNull(tube);
        Assert.Equal((50, 150), (tube.Begin, tube.End));
        Assert.Equal(s_things[0].Box, tube.Boxes[0]);
    }

    [Theory]
    [InlineData("something taken away")]
    [InlineData("a bag that was stolen")]
    public void What_was_taken_is_missed_where_it_was(string sentence) => Assert.Equal(151, Best(sentence, looked: true)?.Begin);

    [Theory]
    [InlineData("a car left on the road")]
    [InlineData("a person left alone")]
    [InlineData("a person")]
    public void A_thing_is_neither_a_person_nor_a_car(string sentence) =>
        Assert.NotInRange(Best(sentence, looked: true)?.TubeletId ?? -1, 2, 3);

    [Fact]
    public void Where_nobody_looked_for_things_it_is_not_judged()
    {
        var scene = new SceneBuilder(200).Add(1, 0, 199, _ => new Box(100, 100, 30, 30), "handbag").Build();
        var plan = s_parser.Parse("a bag left behind");
        Assert.Empty(Grounder.GroundOne(plan, scene, scene.Objects[0], "c")!.Evidence);
        // Where somebody did, and found nothing, no bag that is seen was left.
        Assert.Null(Grounder.GroundOne(plan, scene.WithThings([], []), scene.Objects[0], "c"));
    }

    [Theory]
    [InlineData("the man left of the car")]
    [InlineData("a person on the left in a red coat")]
    [InlineData("a man who left the picture")]
    [InlineData("a bag left of the bench")]
    [InlineData("a woman carried away by the crowd")]
    public void Other_ways_to_say_left_mean_something_else(string sentence) => Assert.DoesNotContain(
        s_parser.Parse(sentence).SubQueries, s => s.Predicate is MotionPredicate { Motion: Motion.LeftBehind or Motion.TakenAway });

    private static Tube? Best(string sentence, bool looked)
    {
        var scene = new SceneBuilder(200).Add(1, 0, 199, i => new Box(50 + (2 * i), 100, 40, 100)).Build();
        if (looked) scene = scene.WithThings(s_things, []);
        return Grounder.Ground(s_parser.Parse(sentence), scene, "c", new GroundingOptions()) is [var tube, ..] ? tube : null;
    }
}
