using System.Globalization;
using Stvg.Core.Alerts;
using Stvg.Core.Cameras;
using Stvg.Core.Cameras.Wire;
using Stvg.Core.Tests.Alerts;
using Stvg.Core.Tests.Grounding;
using Stvg.Core.Tubelets;
using static Stvg.Core.Tests.Alerts.Watchman;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Core.Tests.Cameras.Wire;

/// <summary>Standing queries that watch a camera by wire tell what those tell that sit beside it.</summary>
public sealed class WatchedWireTests(ITestOutputHelper output)
{
    private static readonly string[] s_sentences =
    [
        "a person", "a person in red", "a person in a blue shirt", "a person in black", "a person in green walking to the left",
        "a person walking to the left", "a person walking to the right", "a person who stops", "a person who turns around", "a person standing", "a person standing still",
        "a person running", "a person walking towards the camera", "a person walking away", "a person who slows down",
        "a person next to a person", "a person walking next to a person in blue", "a person at the left edge",
        "a person in the middle of the picture", "a person who enters from the left", "a person who leaves at the right edge", "a person who meets a person", "a person in yellow standing", "a dog", "a car",
    ];

    [Theory]
    [InlineData("dense", 1)]
    [InlineData("sparse", 1)]
    [InlineData("scenes", 1)]
    // Among so many starts and stops one may begin a frame earlier or later because boxes are rounded, and an id tells the first frame.
    [InlineData("crowd", 0.98)]
    [InlineData("crowd, 5 a second", 0.98)]
    public void The_same_alerts_come_of_what_was_read(string what, double same)
    {
        IEnumerable<CameraUpdate> updates = what switch
        {
            "dense" => Street.All,
            "sparse" => Street.Sparse,
            "crowd" => new Crowd().Watch(40, 1),
            "crowd, 5 a second" => new Crowd().Watch(40, 3),
            _ => new Replay(Walks()) { ObjectIds = { [3] = 2 } }.Updates(),
        };
        StandingQueries beside = Of(Queries()), byWire = Of(Queries());
        List<Alert> expected = [], told = [];
        UpdateWriter? writer = null;
        var reader = new UpdateReader();
        foreach (var update in updates)
        {
            writer ??= new UpdateWriter(update.CameraId, 1);
            expected.AddRange(beside.Update(update));
            Assert.Equal(UpdateReception.Taken, reader.Read(UpdateMessage.FromBytes(writer.Write(update).ToBytes()), out var read));
            foreach (var one in read) told.AddRange(byWire.Update(one));
        }

        expected.AddRange(beside.CameraStopped(reader.Latest!.CameraId));
        told.AddRange(byWire.CameraStopped(reader.Latest.CameraId));
        Compare(what, expected, told, same);
    }

    private void Compare(string what, List<Alert> expected, List<Alert> told, double same)
    {
        var others = told.Closed().ToDictionary(a => (a.QueryId, a.Id));
        var pairs = expected.Closed().Where(a => others.ContainsKey((a.QueryId, a.Id)))
            .Select(a => (One: a, Two: others[(a.QueryId, a.Id)])).ToList();
        var equal = pairs.Count(p => (p.One.Tube.Begin, p.One.Tube.End) == (p.Two.Tube.Begin, p.Two.Tube.End));
        var score = pairs.Max(p => MathF.Abs(p.One.Tube.Score - p.Two.Tube.Score));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {expected.Closed().Count} alerts, {told.Closed().Count} by wire, {pairs.Count} of the same id; " +
            $"{equal} of those with the very same frames, scores within {score:F4}"));

        Assert.True(expected.Opened().Count >= 30, $"only {expected.Opened().Count} alerts");
        Assert.InRange(pairs.Count, same * Math.Max(expected.Closed().Count, told.Closed().Count), int.MaxValue);
        if (same == 1) Assert.Equal(Changes(expected), Changes(told));
        Assert.InRange(equal, 0.9 * pairs.Count, int.MaxValue);
        Assert.All(pairs, p =>
        {
            Assert.Equal((p.One.ObjectId, p.One.End), (p.Two.ObjectId, p.Two.End));
            Assert.InRange(p.Two.Tube.Score, p.One.Tube.Score - 0.01, p.One.Tube.Score + 0.01);
            Assert.InRange(p.Two.Tube.Begin, p.One.Tube.Begin - 1, p.One.Tube.Begin + 1);
            Assert.InRange(p.Two.Tube.End, p.One.Tube.End - 1, p.One.Tube.End + 1);
        });

        static List<(string, string, int, AlertState, AlertEnd?)> Changes(List<Alert> alerts) =>
            [.. alerts.Where(a => a.State != AlertState.Updated).Select(a => (a.QueryId, a.Id, a.ObjectId, a.State, a.End)).Order()];
    }

    private static StandingQuery[] Queries() => [.. s_sentences.Select((text, i) => Query(text, $"q{i}"))];

    private static Scene Walks() => new SceneBuilder(300)
        .Add(1, 10, 250, i => Walk(600 - (5 * ((i / 80 * 30) + Math.Min(i % 80, 30))), 200)(0), colour: (200, 20, 20))
        .Add(2, 20, 100, Walk(100, 300, 1), colour: (40, 60, 180)).Add(3, 106, 200, Walk(186, 300, 1), colour: (40, 60, 180))
        .Add(4, 60, 200, Walk(30.3f, 120.7f, 3.37f, 0.4f), category: "dog")
        .Add(5, 120, 190, Walk(500, 300, -0.61f, -1.13f), colour: (30, 120, 40))
        .Build();
}
