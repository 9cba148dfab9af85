using System.Globalization;
using Stvg.Bench;
using Stvg.Core.Cameras;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Sparsification;
using Stvg.Core.Tracking;
using Stvg.Embedded;
using Stvg.Tests;

namespace Stvg.Video.OpenCv.Tests;

/// <summary>
/// Real surveillance through a window that moves by known rules. The public detections of the sequence are moved along, so that nothing is
/// measured but what the camera's motion does to tracking; docs/moving-cameras.md has the figures of the whole engine.
/// </summary>
public sealed class MovingClipTests(ITestOutputHelper output)
{
    private const string Sequence = "mot15/PETS09-S2L1/";

    public static TheoryData<string> Windows => [.. MovingWindow.All.Select(w => w.Name)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task With_compensation_less_than_a_quarter_of_the_loss_is_left(string name)
    {
        var window = MovingWindow.All.Single(w => w.Name == name);
        using var folder = new TempFolder();
        var truth = Read(TestData.Path(Sequence + "gt/gt.txt"), truth: true);
        var clip = await MovingClip.MakeAsync(TestData.Path("video/pets09-s2l1.avi"), truth, window, folder.File("moving.avi"), frames: 180);
        var found = Moved(Read(TestData.Path(Sequence + "det/det.txt"), truth: false), clip);

        var (none, estimated, known) = (
            await TrackAsync(clip, found, null), await TrackAsync(clip, found, new MotionOnly(static () => new FlowCameraMotion())),
            await TrackAsync(clip, found, new MotionOnly(clip.KnownMotion)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-6} HOTA, IDF1: {known.Hota:0.0}, {known.Idf1:0.0} as a camera that stands; moving {none.Hota:0.0}, {none.Idf1:0.0}; compensated {estimated.Hota:0.0}, {estimated.Idf1:0.0}"));
        // A loss of less than a point is no loss that a part could be measured of.
        Assert.True(known.Hota - estimated.Hota <= Math.Max(1, 0.25 * (known.Hota - none.Hota)), "HOTA");
        Assert.True(known.Idf1 - estimated.Idf1 <= Math.Max(1, 0.25 * (known.Idf1 - none.Idf1)), "IDF1");
        if (name is "shake" or "views") Assert.True(known.Hota > none.Hota + 5, "a camera that moves so has to cost something");
    }

    private static List<MotRow> Read(string path, bool truth)
    {
        using var reader = new StreamReader(path);
        return truth ? MotText.ReadGroundTruth(reader, path) : MotText.Read(reader, path);
    }

    /// <summary>Detections as the window shows them.</summary>
    private static Dictionary<long, Detection[]> Moved(List<MotRow> rows, MovingClip clip) => rows
        .Where(r => r.Frame <= clip.Views.Count)
        .Select(r => (r.Frame, r.Score, Whole: clip.Views[r.Frame - 1].Map(r.Box)))
        .Select(r => (r.Frame, r.Score, r.Whole, Seen: r.Whole.ClipTo(clip.Size.Width, clip.Size.Height)))
        .Where(r => r.Seen.Area >= 0.5f * r.Whole.Area)
        .GroupBy(r => r.Frame - 1L)
        .ToDictionary(g => g.Key, g => g.Select(r => new Detection(r.Seen, CocoClasses.Person, r.Score)).ToArray());

    private static async Task<(double Hota, double Idf1)> TrackAsync(MovingClip clip, Dictionary<long, Detection[]> found, IVisionTools? tools)
    {
        var options = new ClipOptions { Detections = frame => found.GetValueOrDefault(frame, []), Poses = null, Vision = tools };
        var watched = await ClipEngine.AnalyseAsync(clip.Path, options, cancellation: Ct);
        var rows = watched.Scene.Objects.Select(o => o.Tubelet).SelectMany(t => t.Boxes.Select((b, i) =>
            new MotRow(t.Begin + i + 1, t.Id, b.ClipTo(clip.Size.Width, clip.Size.Height), 1))).Where(r => r.Box.Area > 0).ToList();
        var figures = TrackingEvaluation.Evaluate(clip.Tracking, rows);
        return (100 * figures.Hota.Hota.Mean, 100 * figures.Identity.Idf1);
    }

    private sealed class MotionOnly(Func<ICameraMotion> motion) : IVisionTools
    {
        public string Description => "camera motion";

        public ICaptureDevices? Captures => null;

        public ICameraMotion CreateCameraMotion() => motion();

        public IBackgroundModel? CreateBackground() => null;
    }
}
