using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Tests.Grounding;

public sealed class DescriberTests
{
    [Fact]
    public void It_says_what_the_object_is_what_it_does_and_until_when()
    {
        // Stands for three seconds, then walks to the right.
        var scene = new SceneBuilder(100).Add(1, 0, 80, i => new Box(100 + Math.Max(0, 8 * (i - 30)), 200, 40, 100), colour: (200, 20, 20)).Build();
        var standing = Describer.Describe(scene, scene.Objects[0], 5);
        Assert.Contains("person", standing.Text, StringComparison.Ordinal);
        Assert.Contains("red top", standing.Text, StringComparison.Ordinal);
        Assert.Contains("standing", standing.Text, StringComparison.Ordinal);
        Assert.InRange(standing.End, 24, 38);

        var walking = Describer.Describe(scene, scene.Objects[0], 45);
        Assert.Contains("walking to the right", walking.Text, StringComparison.Ordinal);
        Assert.InRange(walking.End, 75, 80);
        Assert.All(walking.Words, w => Assert.InRange(w.Score, 0, 1));
        Assert.Equal(walking.Words.OrderByDescending(w => w.Score), walking.Words);
    }

    [Fact]
    public void Who_leaves_the_picture_is_said_to()
    {
        var scene = new SceneBuilder(100).Add(1, 10, 60, i => new Box(200 - (6 * i), 200, 40, 100)).Build();
        var description = Describer.Describe(scene, scene.Objects[0], 45);
        // The box reaches the left edge at frame 43 and is beyond it at the end.
        Assert.Contains("leaving the picture on the left", description.Text, StringComparison.Ordinal);
        Assert.Equal(60, description.End);
    }

    [Fact]
    public void A_thing_is_named_by_its_class_and_colour()
    {
        var scene = new SceneBuilder(50).Add(1, 0, 49, i => new Box(100 + (6 * i), 100, 120, 80), "car", (220, 220, 220)).Build();
        Assert.StartsWith("a white car moving to the right", Describer.Describe(scene, scene.Objects[0], 10).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_described_where_nothing_is()
    {
        var scene = new SceneBuilder(50).Add(1, 0, 20, SceneBuilder.Walk(100, 200)).Build();
        Assert.Same(scene.Objects[0], Describer.At(scene, 5, new Box(80, 150, 40, 100)));
        Assert.Null(Describer.At(scene, 5, new Box(400, 150, 40, 100)));
        Assert.Null(Describer.At(scene, 30, new Box(80, 150, 40, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Describer.Describe(scene, scene.Objects[0], 30));
    }
}
