using System.Globalization;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Tests.Evaluation;
using Stvg.Core.Tracking;
using Stvg.Core.Tubelets;
using Stvg.Tests;

namespace Stvg.Core.Tests.Tracking;

/// <summary>A MOTChallenge sequence: what is known of the camera, its ground truth and somebody's detections.</summary>
internal sealed record Sequence(
    string Name, float FramesPerSecond, FrameSize Size, int Length, List<MotRow> Truth, ILookup<int, Detection> Detections)
{
    private static readonly string[] s_mot15 =
    [
        "ADL-Rundle-6", "ADL-Rundle-8", "ETH-Bahnhof", "ETH-Pedcross2", "ETH-Sunnyday", "KITTI-13", "KITTI-17", "PETS09-S2L1",
        "TUD-Campus", "TUD-Stadtmitte", "Venice-2",
    ];

    /// <summary>The 11 training sequences of MOT15 with the public Faster R-CNN detections.</summary>
    public static IEnumerable<Sequence> Mot15 => s_mot15.Select(name => Read(name, $"mot15/{name}/det/det.txt"));

    /// <summary>PETS09-S2L1 with the product's own detector's detections.</summary>
    public static Sequence PetsNanoDet => Read("PETS09-S2L1", "anchors/pets-nanodet-det.txt");

    /// <summary>Online tracking, then, unless <paramref name="online"/>, the offline pass. All settings are the defaults.</summary>
    /// <param name="online">What the tracker reports frame by frame instead.</param>
    /// <param name="appearance">Appearance rows by frame number from 0 and detections; null for none.</param>
    /// <param name="appearanceLength">Floats per row.</param>
    public List<MotRow> Track(bool online = false, Func<int, Detection[], float[]>? appearance = null, int appearanceLength = 0)
    {
        var options = new TrackerOptions { FramesPerSecond = FramesPerSecond, FrameSize = Size, AppearanceLength = appearanceLength };
        var tracker = new Tracker(options);
        var reported = new List<MotRow>();
        for (var frame = 0; frame < Length; frame++)
        {
            Detection[] detections = [.. Detections[frame + 1]];
            foreach (var seen in tracker.Update(frame, detections, appearance?.Invoke(frame, detections)))
                reported.Add(new MotRow(frame + 1, seen.Id, seen.Box, seen.Score));
        }
        if (online) return reported;
        return Rows(TubeletMending.Mend(tracker.Finish(), new MendingOptions { FramesPerSecond = FramesPerSecond, FrameSize = Size }));
    }

    private static List<MotRow> Rows(IReadOnlyList<Tubelet> tubelets) =>
        [.. tubelets.SelectMany(t => t.Boxes.Select((box, i) => new MotRow(t.Begin + i + 1, t.Id, box, 1)))];

    private static Sequence Read(string name, string detections)
    {
        var info = File.ReadLines(TestData.Path($"mot15/{name}/seqinfo.ini"))
            .Select(line => line.Split('=')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        return new Sequence(
            name,
            float.Parse(info["frameRate"], CultureInfo.InvariantCulture),
            new FrameSize(Number("imWidth"), Number("imHeight")),
            Number("seqLength"),
            MotFile.ReadGroundTruth($"mot15/{name}/gt/gt.txt"),
            MotFile.Read(detections).ToLookup(row => row.Frame, row => new Detection(row.Box, CocoClasses.Person, row.Score)));

        int Number(string key) => int.Parse(info[key], CultureInfo.InvariantCulture);
    }
}
