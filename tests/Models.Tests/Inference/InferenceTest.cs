using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Import;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Inference;

/// <summary>Small networks for tests of the worker.</summary>
[Collection("inference")] // they share the meter
public abstract class InferenceTest : IDisposable
{
    private protected static readonly FrameSize Video = new(64, 64);
    private protected static readonly OutputFormat Yolo = new() { Style = OutputStyle.YoloV8, Classes = ["cat", "dog"] };

    private protected static readonly (string, int[], float[]) ThreeBoxes = ("out", [1, 6, 3],
        [16, 17, 48, 16, 16, 24, 8, 8, 20, 16, 16, 16, .9f, .1f, 0, .2f, .8f, .7f]);

    private protected InferenceTest() => Model = TinyNetwork.Write(Folder, Yolo, ["batch", "3", "height", "width"], ThreeBoxes);

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected TempFolder Folder { get; } = new();

    /// <summary>Finds three things in everything.</summary>
    private protected ModelEntry Model { get; }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // Fails for every picture that is not black: there is one row, and the brightest value is its number.
    private protected ModelEntry TableNetwork()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["1", "3", "64", "64"]) } };
        var (name, shape, values) = ThreeBoxes;
        graph.Initializers.Add(TensorData.OfFloats("table", shape, values));
        graph.Nodes.Add(new("ReduceMax", "brightest", ["images"], ["brightest"]) { Attributes = { ["keepdims"] = 0L } });
        graph.Nodes.Add(new("Cast", "row", ["brightest"], ["row"]) { Attributes = { ["to"] = (long)OnnxType.Int64 } });
        graph.Nodes.Add(new("Gather", "found", ["table", "row"], ["found"]));
        graph.Initializers.Add(TensorData.OfLongs("shape", [1, 6, 3]));
        graph.Nodes.Add(new("Reshape", "shaped", ["found", "shape"], [name]));
        graph.Outputs.Add(new(name, OnnxType.Float, ["1", "6", "3"]));
        return TinyNetwork.Save(Folder, graph, Yolo, new InputFormat { Scale = 1, LongSide = 64 });
    }

    // The two pixels of the picture are the one candidate.
    private protected ModelEntry EchoNetwork()
    {
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["batch", "1", "2", "3"]) } };
        graph.Outputs.Add(new("out", OnnxType.Float, ["batch", "1", "6"]));
        graph.Initializers.Add(TensorData.OfLongs("shape", [0, 1, 6]));
        graph.Nodes.Add(new("Reshape", "r", ["images", "shape"], ["out"]));
        var format = new InputFormat { Layout = TensorLayout.Nhwc, Channels = ChannelOrder.Rgb, Scale = .01f, LongSide = 32 };
        return TinyNetwork.Save(Folder, graph, Yolo, format);
    }

    // In hundredths of a pixel: centre x, centre y and width in the first pixel, height and scores in the second.
    private protected static Frame Candidate(int width) =>
        Pictures.Of(new byte[] { (byte)width, 50, 100, 0, 90, 2 }, 2, 1, new(200, 100));
}
