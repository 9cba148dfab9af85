using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Detectors;
using Stvg.Models.Import;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Detectors;

public sealed class DetectorTests : IDisposable
{
    private static readonly string[] s_catAndDog = ["cat", "dog"];
    private static readonly OutputFormat s_yolo = new() { Style = OutputStyle.YoloV8, Classes = s_catAndDog };
    private static readonly string[] s_anySize = ["batch", "3", "height", "width"];

    // Fields first: centre x, centre y, width, height, cat, dog; three candidates, of which two show the same dog.
    private static readonly (string, int[], float[]) s_threeBoxes = ("out", [1, 6, 3],
        [16, 17, 48, 16, 16, 24, 8, 8, 20, 16, 16, 16, .9f, .1f, 0, .2f, .8f, .7f]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Boxes_come_back_in_pixels_of_the_frame_best_first()
    {
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, s_anySize, s_threeBoxes), new(128, 96));
        Assert.Equal(new FrameSize(64, 64), detector.InputSize);
        Detection[] expected = [new(new(24, 16, 16, 32), 0, .9f), new(new(26, 16, 16, 32), 1, .8f), new(new(76, 32, 40, 32), 1, .7f)];
        Assert.Equal(expected, Detect(detector, new(128, 96)));
    }

    [Fact]
    public void Padding_around_a_centred_picture_is_taken_off()
    {
        var centred = new InputFormat { LongSide = 64, Letterbox = Letterbox.Center, PadValue = 114 };
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, centred, ["1", "3", "64", "64"], s_threeBoxes), new(64, 32));
        // The picture begins in row 16: a box whose centre lies in row 16 is half above it and clipped.
        Assert.Equal(new Detection(new(12, 0, 8, 8), 0, .9f), Detect(detector, new(64, 32))[0]);
    }

    [Fact]
    public void Boxes_outside_the_frame_are_dropped()
    {
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, ["1", "3", "64", "64"], s_threeBoxes), new(64, 8));
        Assert.Empty(Detect(detector, new(64, 8)));
    }

    [Fact]
    public void Threshold_and_limit_of_the_caller_hold()
    {
        var model = TinyNetwork.Write(_folder, s_yolo, s_anySize, s_threeBoxes);
        using var strict = Open(model, new(64, 64), new() { MinScore = .75f });
        Assert.Equal(2, Detect(strict, new(64, 64)).Length);
        using var brief = Open(model, new(64, 64), new() { MaxDetections = 1 });
        Assert.Equal(.9f, Assert.Single(Detect(brief, new(64, 64))).Score);
    }

    [Fact]
    public void Overlaps_of_one_class_are_suppressed_across_classes_not()
    {
        var output = s_yolo with { NmsIoU = .3f };
        float[] near = [16, 18, 17, 16, 16, 16, 16, 16, 16, 16, 16, 16, .9f, .8f, .1f, .1f, .1f, .7f];
        using var detector = Open(TinyNetwork.Write(_folder, output, s_anySize, ("out", [1, 6, 3], near)), new(64, 64));
        Assert.Equal([(0, .9f), (1, .7f)], Detect(detector, new(64, 64)).Select(d => (d.Class, d.Score)));
    }

    [Fact]
    public void Network_with_a_fixed_size_decides_the_input_size()
    {
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, ["1", "3", "96", "32"], s_threeBoxes), new(1920, 1080));
        Assert.Equal(new FrameSize(32, 96), detector.InputSize);
    }

    [Fact]
    public void Network_sees_the_normalised_picture()
    {
        // The picture itself is the output: its two pixels become one candidate.
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["1", "1", "2", "3"]) } };
        graph.Outputs.Add(new("out", OnnxType.Float, ["1", "1", "6"]));
        graph.Initializers.Add(TensorData.OfLongs("shape", [1, 1, 6]));
        graph.Nodes.Add(new("Reshape", "r", ["images", "shape"], ["out"]));
        var format = new InputFormat
        {
            Layout = TensorLayout.Nhwc, Channels = ChannelOrder.Rgb, Scale = 1, Mean = [10, 20, 30], Std = [2, 4, 5], LongSide = 32,
        };
        using var detector = Open(TinyNetwork.Save(_folder, graph, s_yolo with { ScoreThreshold = 0 }, format), new(2, 1));
        // As R, G, B the first pixel gives centre x, centre y and width: (12-10)/2, (22-20)/4, (35-30)/5; the second height and scores.
        var found = new DetectionBuffer();
        detector.Detect(new DetectorInput(new(new byte[] { 35, 22, 12, 30, 21, 12 }, 2, 1, 6), 2, 1), new(100, 100), found);
        Assert.Equal([new Detection(new(25, 0, 50, 100), 0, .25f)], found.Detections.ToArray());
    }

    [Fact]
    public void Features_come_with_the_size_of_their_cells()
    {
        var output = s_yolo with { Features = "features" };
        float[] values = [.. Enumerable.Range(0, 16 * 16 * 2).Select(i => (float)i)];
        var model = TinyNetwork.Write(_folder, output, ["1", "3", "64", "64"], s_threeBoxes, ("features", [1, 16, 16, 2], values));
        using var detector = Open(model, new(128, 128));
        var found = new DetectionBuffer();
        detector.Detect(Black(detector, new(128, 128)), new(128, 128), found);
        var map = Assert.NotNull(found.Features);
        Assert.Equal((16, 16, 2, 8f), (map.Width, map.Height, map.Channels, map.PixelsPerCell));
        Assert.Equal(values, map.Values.ToArray());

        using var without = Open(model, new(128, 128), new() { Features = false });
        without.Detect(Black(without, new(128, 128)), new(128, 128), found);
        Assert.Null(found.Features);
        Assert.Equal(3, found.Detections.Length);
    }

    [Fact]
    public void Frame_costs_no_allocation()
    {
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, s_anySize, s_threeBoxes), new(64, 64));
        var input = Black(detector, new(64, 64));
        var found = new DetectionBuffer();
        // A collection in between may be charged to this thread; a frame that allocates is charged every time.
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            detector.Detect(input, new(64, 64), found);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.Equal(3, found.Detections.Length);
    }

    [Fact]
    public void Input_of_another_size_is_refused()
    {
        using var detector = Open(TinyNetwork.Write(_folder, s_yolo, s_anySize, s_threeBoxes), new(64, 64));
        var input = new DetectorInput(new(new byte[32 * 32 * 3], 32, 32, 96), 32, 32);
        Assert.Throws<ArgumentException>(() => detector.Detect(input, new(64, 64), new()));
    }

    private static Detector Open(ModelEntry model, FrameSize video, DetectorOptions? options = null) =>
        Detector.Open(model, video, (options ?? new()) with { Threads = 1 });

    private static Detection[] Detect(Detector detector, FrameSize video)
    {
        var found = new DetectionBuffer();
        detector.Detect(Black(detector, video), video, found);
        return found.Detections.ToArray();
    }

    private static DetectorInput Black(Detector detector, FrameSize video)
    {
        var (size, content) = (detector.InputSize, InputGeometry.Fit(video, detector.InputSize));
        return new(new(new byte[3 * size.Width * size.Height], size.Width, size.Height, 3 * size.Width), content.Width, content.Height);
    }
}
