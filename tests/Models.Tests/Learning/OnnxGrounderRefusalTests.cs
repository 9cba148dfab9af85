using Stvg.Core;
using Stvg.Models.Catalogue;
using Stvg.Models.Import;
using Stvg.Models.Learning;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Learning;

/// <summary>Files that are no grounders, or not those that were written.</summary>
public sealed class OnnxGrounderRefusalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_file_is_refused() => AssertRefused(_folder.File("none.onnx"), "none.onnx", "cannot be read");

    [Fact]
    public void File_that_is_no_network_is_refused() =>
        AssertRefused(_folder.Write("text.onnx", "not a network"), "text.onnx", "no ONNX file");

    [Fact]
    public void Detector_is_refused()
    {
        var yolo = new OutputFormat { Style = OutputStyle.YoloV8, Classes = ["cat", "dog"] };
        var model = TinyNetwork.Write(_folder, yolo, ["1", "3", "64", "64"], ("out", [1, 6, 500], new float[3000]));
        AssertRefused(model.Source.File!, "tiny.onnx", "is no learned grounder");
    }

    [Fact]
    public void Large_file_is_refused_unread()
    {
        var path = _folder.File("large.onnx");
        using (var file = File.Create(path)) file.SetLength(65 << 20);
        AssertRefused(path, "is no learned grounder");
    }

    [Theory, InlineData(0.3), InlineData(0.7), InlineData(0.999)]
    public void Cut_grounder_is_refused(double share)
    {
        var path = Grounders.Random().Export(_folder);
        var content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content[..(int)(share * content.Length)]);
        AssertRefused(path, "grounder.onnx", "damaged");
    }

    [Theory, InlineData(0.2), InlineData(0.5), InlineData(0.8)]
    public void Grounder_with_one_changed_bit_is_refused(double where)
    {
        var path = Grounders.Random().Export(_folder);
        var content = File.ReadAllBytes(path);
        content[(int)(where * content.Length)] ^= 1;
        File.WriteAllBytes(path, content);
        AssertRefused(path, "grounder.onnx", "damaged");
    }

    [Fact]
    public void Grounder_of_another_version_is_refused() =>
        AssertRefused(Write("stvg-grounder 2"), "'stvg-grounder 2'", GrounderExporter.Kind);

    [Fact]
    public void Grounder_with_other_inputs_is_refused() =>
        AssertRefused(Write(GrounderExporter.Kind), "no input 'clip.still'", "train and export it again");

    private string Write(string kind)
    {
        var graph = new OnnxGraph { Inputs = { new("a", OnnxType.Float, ["1"]) }, Outputs = { new("who", OnnxType.Float, ["1"]) } };
        graph.Nodes.Add(new("Identity", "i", ["a"], ["who"]));
        using var file = File.Create(_folder.File("other.onnx"));
        OnnxWriter.Write(graph, "1.0.0", [(GrounderExporter.KindProperty, kind)], file);
        return file.Name;
    }

    private static void AssertRefused(string path, params string[] parts)
    {
        var message = Assert.Throws<StvgException>(() => OnnxGrounder.Open(path).Dispose()).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
        Assert.DoesNotContain('\n', message);
    }
}
