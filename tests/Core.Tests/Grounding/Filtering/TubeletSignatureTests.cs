using Stvg.Core.Frames;
using Stvg.Core.Grounding.Filtering;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Grounding.Filtering;

public sealed class TubeletSignatureTests
{
    [Fact]
    public void Every_feature_has_a_name_of_its_own()
    {
        var names = Enumerable.Range(0, TubeletSignature.Length).Select(TubeletSignature.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Equal(["class:car", "upper:red", "moves left", "enters at the right edge", "turns around", "at:top left", "upper:some red"],
            new[] { 2, 132, 220, 228, 217, 241, 196 }.Select(TubeletSignature.Name));
    }

    [Fact]
    public void It_says_what_a_person_in_red_who_walks_out_to_the_right_could_be_asked_for()
    {
        var scene = new SceneBuilder(100).Add(1, 10, 80, Walk(60, 200, 8), colour: (200, 20, 20)).Build();
        var names = TubeletSignature.Of(scene.Objects[0], scene.Size, scene.Fps).ToString().Split(", ");
        Assert.Subset(
            names.ToHashSet(),
            "class:person, upper:red, hair:red, walks, moves right, at:left, at:right, leaves at the right edge, leaves the picture".Split(", ").ToHashSet());
        Assert.DoesNotContain("class:car", names);
        Assert.DoesNotContain("upper:blue", names);
        Assert.DoesNotContain("moves left", names);
        Assert.DoesNotContain("runs", names);
        Assert.DoesNotContain("leaves at the left edge", names);
    }

    [Fact]
    public void A_vote_here_and_there_makes_no_other_class_of_it()
    {
        var scene = new SceneBuilder(40).Add(1, 0, 39, Walk(100, 200, 2)).Build();
        var votes = scene.Objects[0].Tubelet.ClassVotes.ToArray();
        votes[CocoClasses.IndexOf("dog")] = 1.5f;
        votes[CocoClasses.IndexOf("chair")] = 1.5f;
        votes[CocoClasses.IndexOf("suitcase")] = 8;
        var names = Of(votes).ToString();
        Assert.Contains("class:suitcase", names, StringComparison.Ordinal);
        Assert.DoesNotContain("class:dog", names, StringComparison.Ordinal);

        TubeletSignature Of(float[] classVotes) => TubeletSignature.Of(
            scene.Objects[0] with { Tubelet = scene.Objects[0].Tubelet with { ClassVotes = classVotes } }, scene.Size, scene.Fps);
    }

    [Fact]
    public void Bits_are_set_and_found()
    {
        var signature = default(TubeletSignature);
        Assert.True(signature.IsEmpty);
        for (var i = 0; i < TubeletSignature.Length; i++)
        {
            Assert.False(signature[i]);
            signature = signature.With(i);
            Assert.True(signature[i]);
        }
    }
}
