using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Catalogue;

public sealed class ModelCatalogueTests
{
    private const string Minimal = """
        {
          "name": "mine", "kind": "detector", "licence": "AGPL-3.0",
          "source": { "file": "mine.onnx" },
          "input": { }, "output": { "style": "yolov8" }
        }
        """;

    [Fact]
    public void Built_in_models_tell_where_they_come_from()
    {
        Assert.Equal(["nanodet", "movenet-lightning", "wordnet"], ModelCatalogue.BuiltIn.Entries.Select(e => e.Name));
        Assert.All(ModelCatalogue.BuiltIn.Entries, e =>
        {
            Assert.NotEmpty(e.Licence);
            Assert.NotEmpty(e.Description);
            Assert.StartsWith("https://", e.Upstream, StringComparison.Ordinal);
            Assert.Equal(64, Convert.FromBase64String(e.Source.Sha512!).Length);
            Assert.True(e.Source.Bytes > 0);
        });
        Assert.Equal(ModelKind.Detector, ModelCatalogue.BuiltIn.Get(ModelCatalogue.DefaultDetector).Kind);
        Assert.Equal(ModelKind.Lexicon, ModelCatalogue.BuiltIn.Get(ModelCatalogue.DefaultLexicon).Kind);
    }

    [Fact]
    public void Fields_that_are_left_out_have_the_documented_defaults()
    {
        using var folder = new TempFolder();
        var entry = ModelCatalogue.ReadFile(folder.Write("mine.json", Minimal));
        Assert.Equal(folder.File("mine.onnx"), entry.Source.File);
        Assert.True(EqualFormats(new(), entry.Input!));
        Assert.Equal((0.1f, 0.6f), (entry.Output!.ScoreThreshold, entry.Output.NmsIoU));
        Assert.Same(CocoClasses.Names, entry.Output.Classes);
    }

    [Fact]
    public void Users_models_stand_beside_the_built_in_ones_and_replace_those_of_the_same_name()
    {
        using var folder = new TempFolder();
        folder.Write("a.json", Minimal);
        folder.Write("b.json", Minimal.Replace("\"mine\"", "\"nanodet\"", StringComparison.Ordinal));
        var catalogue = ModelCatalogue.Load(folder.Path);
        Assert.Equal(["movenet-lightning", "wordnet", "mine", "nanodet"], catalogue.Entries.Select(e => e.Name));
        Assert.Equal(folder.File("b.json"), catalogue.Get("nanodet").Origin);
    }

    [Fact]
    public void Folder_that_does_not_exist_means_no_models_of_the_user() =>
        Assert.Same(ModelCatalogue.BuiltIn, ModelCatalogue.Load("/does/not/exist"));

    [Fact]
    public void Model_can_be_named_by_its_file()
    {
        using var folder = new TempFolder();
        Assert.Equal("mine", ModelCatalogue.BuiltIn.Get(folder.Write("mine.json", Minimal)).Name);
    }

    [Fact]
    public void Unknown_name_lists_what_there_is() =>
        Assert.Contains("nanodet, movenet-lightning", Assert.Throws<StvgException>(() => ModelCatalogue.BuiltIn.Get("nanodett")).Message);

    [Theory]
    [InlineData("\"name\": \"mine\",", "", "name")]
    [InlineData("\"mine\"", "\"My Model\"", "'My Model'")]
    [InlineData("\"yolov8\"", "\"yolo99\"", "$.output.style")]
    [InlineData("\"yolov8\"", "\"yolov8\", \"nmsIou\": 0.5", "nmsIou")]
    [InlineData("\"yolov8\"", "\"yolov8\", \"nmsIoU\": 0", "output.nmsIoU")]
    [InlineData("\"yolov8\"", "\"yolov8\", \"scoreThreshold\": 1.5", "output.scoreThreshold")]
    [InlineData("\"yolov8\"", "\"yolov8\", \"classes\": []", "output.classes")]
    [InlineData("\"yolov8\"", "\"yolov8\", \"classes\": null", "classes")]
    [InlineData("\"input\": { }", "\"input\": { \"std\": [1, 0, 1] }", "std not 0")]
    [InlineData("\"input\": { }", "\"input\": { \"mean\": [1] }", "three values")]
    [InlineData("\"input\": { }", "\"input\": { \"longSide\": 16 }", "input.longSide")]
    [InlineData("\"input\": { }", "\"input\": { \"padValue\": 256 }", "input.padValue")]
    [InlineData("\"input\": { },", "", "needs 'input'")]
    [InlineData("\"file\": \"mine.onnx\"", "", "'file' or 'npm'")]
    [InlineData("\"file\": \"mine.onnx\"", "\"npm\": \"x\", \"version\": \"1\"", "'sha512'")]
    [InlineData("\"file\": \"mine.onnx\"", "\"file\": \"mine.onnx\", \"sha512\": \"abc=\"", "SHA-512")]
    [InlineData("\"file\": \"mine.onnx\"", "\"npm\": \"x\", \"version\": \"1\", \"sha512\": \"QQ==\", \"files\": [\"../../etc/passwd\"]", "inside the package")]
    [InlineData("{", "", "mine.json")]
    public void Wrong_entry_is_refused_in_one_line_that_names_file_and_field(string field, string replacement, string reason)
    {
        using var folder = new TempFolder();
        var index = Minimal.IndexOf(field, StringComparison.Ordinal);
        var path = folder.Write("mine.json", string.Concat(Minimal.AsSpan(0, index), replacement, Minimal.AsSpan(index + field.Length)));
        var message = Assert.Throws<StvgException>(() => ModelCatalogue.ReadFile(path)).Message;
        Assert.Contains(path, message);
        Assert.Contains(reason, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Missing_file_is_refused_with_its_name() =>
        Assert.Contains("no-such.json", Assert.Throws<StvgException>(() => ModelCatalogue.BuiltIn.Get("no-such.json")).Message);

    private static bool EqualFormats(InputFormat a, InputFormat b) =>
        (a with { Mean = b.Mean, Std = b.Std }) == b && a.Mean.SequenceEqual(b.Mean) && a.Std.SequenceEqual(b.Std);
}
