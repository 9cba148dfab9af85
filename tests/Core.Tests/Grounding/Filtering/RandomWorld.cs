using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding.Filtering;

/// <summary>Scenes and plans of every kind, made up; the same for the same seed.</summary>
internal sealed class RandomWorld(int seed)
{
    public static readonly FrameSize Size = new(640, 480);

    private static readonly string[] s_classes = ["person", "person", "person", "car", "truck", "bus", "dog", "bicycle", "sports ball", "cell phone"];
    private static readonly string[] s_relations =
        ["next_to", "with", "behind", "in_front_of", "towards", "away", "follow", "pass", "ride", "left_of", "right_of", "carry", "on", "watch"];

    private readonly Random _random = new(seed);

    /// <summary>A scene of a few objects that come, go, stop and turn.</summary>
    public Scene Scene()
    {
        var frames = _random.Next(30, 160);
        List<Tubelet> tubelets = [];
        List<ColourSample> samples = [];
        for (var id = 1; id <= _random.Next(1, 6); id++)
        {
            var (begin, end) = (_random.Next(0, frames / 2), _random.Next(frames / 2, frames));
            if (_random.Next(4) == 0) begin = 0;
            if (_random.Next(4) == 0) end = frames - 1;
            var boxes = Path(end - begin + 1);
            var votes = new float[CocoClasses.Names.Count];
            var main = CocoClasses.IndexOf(Any(s_classes));
            votes[main] = boxes.Length;
            for (var i = _random.Next(4); i > 0; i--) votes[CocoClasses.IndexOf(Any(s_classes))] += boxes.Length * _random.NextSingle();
            tubelets.Add(new Tubelet { Id = id, Begin = begin, Boxes = boxes, Scores = new float[boxes.Length], ClassVotes = votes });
            if (_random.Next(8) > 0) samples.AddRange(Samples(begin, boxes));
        }

        return new Scene(Size, [.. Enumerable.Range(0, frames).Select(i => TimeSpan.FromSeconds(i / 10.0))], tubelets, samples);
    }

    /// <summary>A plan with up to seven parts.</summary>
    public QueryPlan Plan() => new()
    {
        Text = "made up",
        Target = Entity(),
        SubQueries = [.. Enumerable.Range(1, _random.Next(0, _random.Next(2, 8))).Select(SubQuery)],
    };

    private Box[] Path(int length)
    {
        float x = _random.Next(0, 640), y = _random.Next(40, 440), vx = Speed(), vy = Speed(), height = _random.Next(40, 160), growth = 1;
        var boxes = new Box[length];
        for (var i = 0; i < length; i++)
        {
            if (_random.Next(40) == 0) (vx, vy) = (Speed(), Speed());
            if (_random.Next(40) == 0) growth = 1 + (0.02f * (_random.NextSingle() - 0.5f));
            (x, y, height) = (x + vx, y + vy, Math.Clamp(height * growth, 20, 300));
            boxes[i] = new Box(x - (height / 5), y - (height / 2), height * 0.4f, height).ClipTo(640, 480);
            if (boxes[i].Width < 4 || boxes[i].Height < 4) (boxes[i], vx, vy) = (i > 0 ? boxes[i - 1] : new Box(300, 200, 40, 100), -vx, -vy);
        }

        return boxes;

        float Speed() => _random.Next(3) == 0 ? 0 : 20 * (_random.NextSingle() - 0.5f);
    }

    private IEnumerable<ColourSample> Samples(int begin, Box[] boxes)
    {
        (byte, byte, byte)[] colours = [Colour(), Colour(), Colour()];
        for (var i = 0; i < boxes.Length; i += 20)
        {
            var (picture, box) = (new byte[64 * 48 * 3], boxes[i]);
            for (var y = 0; y < 48; y++)
            for (var x = 0; x < 64; x++)
            {
                var at = (10 * y) - box.Y;
                var (red, green, blue) = 10 * x < box.X || 10 * x > box.Right ? (90, 100, 90) : at < 0.17f * box.Height ? colours[0] : at < box.Height / 2 ? colours[1] : colours[2];
                (picture[((y * 64) + x) * 3], picture[(((y * 64) + x) * 3) + 1], picture[(((y * 64) + x) * 3) + 2]) = ((byte)blue, (byte)green, (byte)red);
            }

            yield return ColourSample.Take(new ImageView(picture, 64, 48, 64 * 3), 0.1f, begin + i, box, 0.3f + (0.7f * _random.NextSingle()));
        }

        (byte, byte, byte) Colour() => ((byte)_random.Next(256), (byte)_random.Next(256), (byte)_random.Next(256));
    }

    private Entity Entity() => _random.Next(10) switch
    {
        0 => new Entity("anything", []),
        1 => new Entity("forklift", []),
        2 => new Entity("car", ["car", "truck", "bus"]),
        3 => new Entity("bus", ["bus", "truck", "car"]),
        4 => new Entity("animal", ["dog", "cat", "horse"]),
        _ => new Entity("person", ["person"]),
    };

    private Entity Other() => Entity() with
    {
        SubQueries = [.. Enumerable.Range(1, _random.Next(0, 4)).Select(i => new SubQuery($"b{i}", SubQueryKind.Attribute, "", Attribute()))],
    };

    private SubQuery SubQuery(int number)
    {
        var (kind, predicate) = _random.Next(8) switch
        {
            0 or 1 => (SubQueryKind.Attribute, Attribute()),
            2 or 3 => (SubQueryKind.Action, new MotionPredicate(Any(Enum.GetValues<Motion>()))),
            4 => (SubQueryKind.Action, new DirectionPredicate(Any(Enum.GetValues<Direction>()))),
            5 => (SubQueryKind.Action, new CrossingPredicate(Any(Enum.GetValues<Crossing>()), Any(Enum.GetValues<PictureEdge>()))),
            6 => (SubQueryKind.Position, new PositionPredicate(Any(Enum.GetValues<PicturePlace>()))),
            _ => _random.Next(4) == 0
                ? (SubQueryKind.Temporal, (Predicate)new TemporalPredicate(Any(Enum.GetValues<TemporalRelation>()), _random.Next(2) == 0 ? null : Other(),
                    [new SubQuery($"c{number}", SubQueryKind.Action, "", new MotionPredicate(Any(Enum.GetValues<Motion>())))]))
                : (SubQueryKind.Relation, new RelationPredicate(Any(s_relations), Other())),
        };
        return new SubQuery($"s{number}", kind, "", predicate) { Negated = _random.Next(6) == 0, Restrictive = _random.Next(3) == 0 };
    }

    private Predicate Attribute() => _random.Next(8) switch
    {
        0 => new SizePredicate(Any(Enum.GetValues<RelativeSize>())),
        1 => new OrdinalPredicate(Any([-1, 1, 2])),
        2 => new PatternPredicate(BodyPart.Upper, "striped"),
        3 => new ColourPredicate(Any(Enum.GetValues<BodyPart>()), [Any(Enum.GetValues<Colour>()), Any(Enum.GetValues<Colour>())]),
        _ => new ColourPredicate(Any(Enum.GetValues<BodyPart>()), [Any(Enum.GetValues<Colour>())], _random.Next(4) == 0 ? "hair" : null),
    };

    private T Any<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
