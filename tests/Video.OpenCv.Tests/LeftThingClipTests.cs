using System.Globalization;
using OpenCvSharp;
using Stvg.Core.Evaluation;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Embedded;
using Stvg.Tests;

namespace Stvg.Video.OpenCv.Tests;

/// <summary>
/// Real surveillance in which a yellow jacket lies on the lawn. A second one, cut out of the same picture, is put down at frame 80 and taken at
/// 180; the first one is taken at frame 230, and the lawn beside it shows in its place.
/// </summary>
public sealed class LeftThingClipTests(ITestOutputHelper output)
{
    private const int Put = 80, Taken = 180, FirstTaken = 230, Frames = 300;

    private static readonly Rect s_jacket = new(66, 494, 96, 36), s_lawn = new(66, 448, 96, 36), s_copy = new(250, 440, 96, 36);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_left_on_the_ground_and_something_taken_away_are_found()
    {
        using var folder = new TempFolder();
        var path = folder.File("left.avi");
        await ComposeAsync(path);
        var people = People();
        var options = new ClipOptions { Detections = frame => people.GetValueOrDefault(frame, []), Poses = null, Vision = OpenCvTools.Find() };
        var clip = await ClipEngine.AnalyseAsync(path, options, cancellation: Ct);
        var parser = new QueryParser(Lexicon.Empty);

        foreach (var thing in clip.Scene.Objects.Where(o => o.Fate != ThingFate.None))
            output.WriteLine($"{thing.Fate} from {thing.Tubelet.Begin} to {thing.Tubelet.End} at {thing.Tubelet.Boxes[0]}");
        var left = Ask("a bag left on the ground");
        Tell("left", Assert.Single(left), s_copy);
        Assert.InRange(left[0].Begin, Put - 5, Put + 15);
        Assert.InRange(left[0].End, Taken - 15, Taken + 5);
        Assert.True(left[0].Boxes[0].IoU(BoxOf(s_copy)) > 0.4f);

        // Both are missed: first the one that was put down in between.
        var taken = Ask("something taken away").OrderBy(t => t.Begin).ToList();
        Assert.Equal(2, taken.Count);
        Tell("taken", taken[0], s_copy);
        Tell("taken", taken[1], s_jacket);
        Assert.True(taken[0].Boxes[0].IoU(BoxOf(s_copy)) > 0.4f);
        Assert.True(taken[1].Boxes[0].IoU(BoxOf(s_jacket)) > 0.4f);
        Assert.InRange(taken[1].Begin, FirstTaken - 5, FirstTaken + 15);

        var blind = await ClipEngine.AnalyseAsync(path, options with { Vision = null }, cancellation: Ct);
        Assert.Empty(Grounder.Ground(parser.Parse("a bag left on the ground"), blind.Scene, "clip", new GroundingOptions()));

        IReadOnlyList<Tube> Ask(string sentence) => Grounder.Ground(parser.Parse(sentence), clip.Scene, "clip", new GroundingOptions { Top = 5 });
    }

    private static Box BoxOf(Rect rect) => new(rect.X, rect.Y, rect.Width, rect.Height);

    private void Tell(string what, Tube tube, Rect truth) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: frames {tube.Begin} to {tube.End}, IoU {tube.Boxes[0].IoU(BoxOf(truth)):0.00}, score {tube.Score:0.00}"));

    /// <summary>The people of the clip, so that nobody is taken for a thing.</summary>
    private static Dictionary<long, Detection[]> People()
    {
        using var reader = new StreamReader(TestData.Path("mot15/PETS09-S2L1/gt/gt.txt"));
        return MotText.ReadGroundTruth(reader, "gt.txt").GroupBy(r => r.Frame - 1L)
            .ToDictionary(g => g.Key, g => g.Select(r => new Detection(r.Box, CocoClasses.Person, 0.9f)).ToArray());
    }

    private static async Task ComposeAsync(string path)
    {
        var info = await VideoProbe.ProbeAsync(TestData.Path("video/pets09-s2l1.avi"), Ct);
        using var writer = new VideoWriter(path, FourCC.MJPG, info.Fps, new Size(info.Size.Width, info.Size.Height));
        using var picture = new Mat();
        var reader = VideoReader.Open(info, new VideoReadOptions { MaxImageSide = 4096 });
        await using (reader)
        {
            await foreach (var frame in reader.ReadAsync(Ct))
            {
                using (frame)
                {
                    if (frame.Number == Frames) break;
                    Take(frame, picture);
                    if (frame.Number is >= Put and < Taken) Copy(picture, s_jacket, s_copy);
                    if (frame.Number >= FirstTaken) Copy(picture, s_lawn, s_jacket);
                    writer.Write(picture);
                }
            }
        }
    }

    private static void Take(Frame frame, Mat picture)
    {
        using var borrowed = new BorrowedMat(frame.Image, frame.Image.Width, frame.Image.Height);
        borrowed.Mat.CopyTo(picture);
    }

    private static void Copy(Mat picture, Rect from, Rect to)
    {
        using Mat source = new(picture, from), target = new(picture, to);
        source.CopyTo(target);
    }
}
