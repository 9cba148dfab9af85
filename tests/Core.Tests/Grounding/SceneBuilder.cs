using System.Collections.Immutable;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Core.Tubelets.Bodies;

namespace Stvg.Core.Tests.Grounding;

/// <summary>Builds scenes of 640x480 at 10 frames per second out of paths and painted boxes.</summary>
internal sealed class SceneBuilder(int frames)
{
    private readonly List<Tubelet> _tubelets = [];
    private readonly List<ColourSample> _samples = [];
    private readonly List<BodySample> _bodies = [];

    /// <summary>Adds an object; <paramref name="path"/> gives its box on each frame of its life, counted from its first.</summary>
    public SceneBuilder Add(int id, int begin, int end, Func<int, Box> path, string category = "person", (byte R, byte G, byte B)? colour = null)
    {
        var votes = new float[CocoClasses.Names.Count];
        votes[CocoClasses.IndexOf(category)] = end - begin + 1;
        Box[] boxes = [.. Enumerable.Range(0, end - begin + 1).Select(path)];
        _tubelets.Add(new Tubelet { Id = id, Begin = begin, Boxes = boxes, Scores = [.. boxes.Select(_ => 0.9f)], ClassVotes = votes });

        return Paint(colour ?? (90, 90, 90), 0);
    }

    /// <summary>Adds looks at the colour of the object that was added last, at frames of its life counted from its first.</summary>
    public SceneBuilder Paint((byte R, byte G, byte B) colour, params ReadOnlySpan<int> at)
    {
        var (red, green, blue) = colour;
        var pixels = new byte[640 * 480 * 3];
        for (var i = 0; i < pixels.Length; i += 3) (pixels[i], pixels[i + 1], pixels[i + 2]) = (blue, green, red);
        var tubelet = _tubelets[^1];
        foreach (var i in at) _samples.Add(ColourSample.Take(new ImageView(pixels, 640, 480, 640 * 3), 1, tubelet.Begin + i, tubelet.Boxes[i], 1));
        return this;
    }

    /// <summary>Adds looks at the body of the object that was added last, at frames of its life counted from its first.</summary>
    public SceneBuilder Look(Func<BodySample, BodySample> seen, params ReadOnlySpan<int> at)
    {
        var tubelet = _tubelets[^1];
        foreach (var i in at) _bodies.Add(seen(new BodySample(tubelet.Begin + i, tubelet.Boxes[i], 1) { Posture = Upright }));
        return this;
    }

    /// <summary>Somebody who stands.</summary>
    public static PostureMeasure Upright { get; } = new(Torso: 0.3f, Lean: 0, Thigh: 0.24f, Hand: -0.25f, Flatness: 0.4f);

    public Scene Build() =>
        new(new FrameSize(640, 480), [.. Enumerable.Range(0, frames).Select(i => TimeSpan.FromSeconds(i / 10.0))], _tubelets, _samples, _bodies);

    /// <summary>A person of 40x100 pixels whose centre moves by (dx, dy) pixels per frame.</summary>
    public static Func<int, Box> Walk(float x, float y, float dx = 0, float dy = 0) => i => new Box(x + (dx * i) - 20, y + (dy * i) - 50, 40, 100);

    public static QueryPlan Plan(params SubQuery[] subQueries) => new()
    {
        Text = "test", Target = new Entity("person", ["person"]), SubQueries = [.. subQueries],
    };

    public static SubQuery Attribute(Predicate predicate) => new("a1", SubQueryKind.Attribute, "attribute", predicate);

    public static SubQuery Action(Predicate predicate, int number = 1) => new($"v{number}", SubQueryKind.Action, "action", predicate);

    public static SubQuery Relation(string name, string category, params SubQuery[] said) =>
        new("r1", SubQueryKind.Relation, "relation", new RelationPredicate(name, new Entity(category, [category]) { SubQueries = [.. said] }));

    public static SubQuery Red { get; } = Attribute(new ColourPredicate(BodyPart.Upper, ImmutableArray.Create(Colour.Red)));
}
