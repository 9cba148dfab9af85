using System.Globalization;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Tests.Support;
using Stvg.Tests;

namespace Stvg.Models.Tests.Detectors;

/// <summary>The default detector on the first frames of a real surveillance clip (PETS 2009 S2L1).</summary>
public sealed class RealDetectorTests
{
    private const int Frames = 12;
    private static readonly FrameSize s_video = RealClip.Size;

    [Fact]
    public async Task People_are_found_where_the_reference_run_found_them()
    {
        var reference = TestData.Path("anchors/pets-nanodet-det.txt");
        using var detector = await OpenAsync();
        int matched = 0, expected = 0;
        var number = 0;
        await foreach (var input in RealClip.InputsAsync(detector.InputSize, Frames))
        {
            number++;
            var found = new DetectionBuffer();
            detector.Detect(input, s_video, found);
            var people = found.Detections.ToArray().Where(d => d.Class == CocoClasses.Person).ToList();
            foreach (var wanted in ReadMot(reference, number).Where(d => d.Score >= .4f))
            {
                expected++;
                // The reference used another scaler, and its boxes lie a pixel further left and up.
                if (people.Exists(p => p.Box.IoU(wanted.Box) > .7f && Math.Abs(p.Score - wanted.Score) < .06f)) matched++;
            }
        }
        Assert.Equal(Frames, number);
        Assert.True(expected > 40, $"the reference has only {expected} people");
        Assert.True(matched >= expected * .97, $"{matched} of {expected} people agree with the reference");
    }

    [Fact]
    public async Task People_of_the_ground_truth_are_found()
    {
        var truth = TestData.Path("mot15/PETS09-S2L1/gt/gt.txt");
        using var detector = await OpenAsync();
        int found = 0, falseAlarms = 0, all = 0;
        var number = 0;
        var buffer = new DetectionBuffer();
        await foreach (var input in RealClip.InputsAsync(detector.InputSize, Frames))
        {
            detector.Detect(input, s_video, buffer);
            var people = buffer.Detections.ToArray().Where(d => d.Class == CocoClasses.Person && d.Score >= .5f).ToList();
            var real = ReadMot(truth, ++number).Where(d => d.Score > 0).ToList();
            all += real.Count;
            found += real.Count(r => people.Exists(p => p.Box.IoU(r.Box) >= .5f));
            falseAlarms += people.Count(p => !real.Exists(r => p.Box.IoU(r.Box) >= .5f));
        }
        Assert.True(found >= .8 * all, $"{found} of {all} people found");
        Assert.True(falseAlarms <= .15 * all, $"{falseAlarms} false alarms among {all} people");
    }

    [Fact]
    public async Task Features_cover_the_frame_and_differ_between_people_and_ground()
    {
        using var detector = await OpenAsync();
        var buffer = new DetectionBuffer();
        await foreach (var input in RealClip.InputsAsync(detector.InputSize, frames: 1)) detector.Detect(input, s_video, buffer);
        var map = Assert.NotNull(buffer.Features);
        Assert.Equal((104, 80, 64), (map.Width, map.Height, map.Channels));
        Assert.Equal(4 * 768f / 416, map.PixelsPerCell, 3);
        var person = buffer.Detections[0].Box;
        Assert.True(Distance(map, person.CenterX, person.CenterY, 400, 500) > Distance(map, 300, 500, 400, 500));
    }

    private static double Distance(FeatureMap map, float x1, float y1, float x2, float y2)
    {
        int Cell(float x, float y) => ((int)(y / map.PixelsPerCell) * map.Width) + (int)(x / map.PixelsPerCell);
        var values = map.Values.Span;
        double sum = 0;
        for (var c = 0; c < map.Channels; c++)
            sum += Math.Pow(values[(Cell(x1, y1) * map.Channels) + c] - values[(Cell(x2, y2) * map.Channels) + c], 2);
        return Math.Sqrt(sum);
    }

    private static async Task<Detector> OpenAsync()
    {
        RealClip.Path();
        return Detector.Open(await RealModels.EntryAsync(ModelCatalogue.DefaultDetector), s_video);
    }

    private static IEnumerable<Detection> ReadMot(string path, int frame) =>
        from line in File.ReadLines(path)
        let fields = line.Split(',')
        where fields[0] == $"{frame}"
        let n = fields[2..7].Select(f => float.Parse(f, CultureInfo.InvariantCulture)).ToArray()
        select new Detection(new(n[0], n[1], n[2], n[3]), CocoClasses.Person, n[4]);
}
