using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Models.Import;
using Stvg.Tests;

namespace Stvg.Embedded.Tests;

/// <summary>Classes that COCO lacks, found by networks of a few bytes on a made clip.</summary>
public sealed class ClipVocabularyTests : IDisposable
{
    private static readonly Detection[] s_person = [new(new Box(240, 60, 40, 120), CocoClasses.Person, 0.9f)];

    private readonly string _folder = Directory.CreateTempSubdirectory("stvg vocabulary ").FullName;
    private readonly QueryParser _parser = new(Lexicon.Empty);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_no_class_of_the_detector_fits_is_found_by_its_words()
    {
        var options = new ClipOptions { Detections = _ => s_person, Poses = null, Vocabulary = Owl() };
        var (plan, watching) = ClipPlan.Of(_parser, "a forklift moving to the right", options);
        Assert.Equal(["forklift"], watching.Phrases);
        Assert.Equal(["forklift"], plan.Target.Categories);
        Assert.Empty(plan.Warnings);

        var clip = await ClipEngine.AnalyseAsync(Video(), watching, cancellation: Ct);
        var tube = Assert.Single(Grounder.Ground(plan, clip.Scene, "", new GroundingOptions { Top = 5 }));
        // It was looked for twice a second, and on the last frame; on the others its boxes are interpolated.
        Assert.Equal(9, clip.Scene.Objects.Single(o => o.Tubelet.Id == tube.TubeletId).Tubelet.Scores.Count(s => s > 0));
        Assert.InRange(tube.Begin, 0, 5);
        Assert.InRange(tube.End, 34, 39);
        foreach (var (i, box) in tube.Boxes.Index())
            Assert.True(box.IoU(new Box(20 + (5 * (tube.Begin + i)), 60, 64, 120)) > 0.8f, $"frame {tube.Begin + i}: {box}");
    }

    [Fact]
    public async Task What_the_target_is_related_to_is_found_too()
    {
        var options = new ClipOptions { Detections = _ => s_person, Poses = null, Vocabulary = Owl() };
        var (plan, watching) = ClipPlan.Of(_parser, "a person next to a forklift", options);
        Assert.Equal(["forklift"], watching.Phrases);
        var clip = await ClipEngine.AnalyseAsync(Video(), watching, cancellation: Ct);
        var tube = Assert.Single(Grounder.Ground(plan, clip.Scene, "", new GroundingOptions { Top = 5 }));
        Assert.Equal(240, tube.Boxes[0].X, 2f);
        // Far away at first, beside him at the end.
        Assert.InRange(tube.Begin, 5, 35);
        Assert.True(tube.Evidence[0].Score > 0.5f, $"{tube.Evidence[0].Score}");
    }

    [Fact]
    public async Task What_the_model_does_not_see_has_no_answer()
    {
        var options = new ClipOptions { Detections = _ => s_person, Poses = null, Vocabulary = Owl() };
        var (plan, watching) = ClipPlan.Of(_parser, "a crate moving to the right", options);
        Assert.Equal(["crate"], watching.Phrases);
        var clip = await ClipEngine.AnalyseAsync(Video(), watching, cancellation: Ct);
        Assert.Empty(Grounder.Ground(plan, clip.Scene, "", new GroundingOptions { Threshold = 0 }));
    }

    [Fact]
    public void Without_a_model_the_sentence_says_that_no_class_fits()
    {
        var options = new ClipOptions { Detections = _ => s_person, Poses = null };
        Assert.Equal(
            ["no class of the detector fits \"forklift\": any object may answer"],
            ClipPlan.Of(_parser, "a forklift moving to the right", options).Plan.Warnings);
        Assert.Equal(
            ["no class of the detector fits \"forklift\": little or nothing of that is judged"],
            ClipPlan.Of(_parser, "a person next to a forklift", options).Plan.Warnings);
        Assert.Empty(ClipPlan.Of(_parser, "a person next to a car", options with { Vocabulary = Owl() }).Options.Phrases);
        Assert.Contains(
            "no open-vocabulary model",
            Assert.Throws<StvgException>(() => ClipPlan.Of(_parser, "a forklift moving to the right", options with { Vocabulary = "nanodet" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detectors_own_classes_are_found_by_name()
    {
        var options = new ClipOptions { Detector = Yolo(), Poses = null };
        foreach (var (sentence, x) in ((string, float)[])[("a pallet jack", 40), ("the person", 180), ("a forklift on the right", 260)])
        {
            var (plan, watching) = ClipPlan.Of(_parser, sentence, options);
            Assert.Empty(plan.Warnings);
            var clip = await ClipEngine.AnalyseAsync(Still(), watching, cancellation: Ct);
            var tube = Assert.Single(Grounder.Ground(plan, clip.Scene, "", new GroundingOptions { Top = 5 }));
            Assert.Equal(x, tube.Boxes[0].X, 2f);
        }

        // Who relates to it is judged.
        var (related, how) = ClipPlan.Of(_parser, "a person next to a forklift", options);
        var there = await ClipEngine.AnalyseAsync(Still(), how, cancellation: Ct);
        Assert.NotEmpty(Assert.Single(Grounder.Ground(related, there.Scene, "", new GroundingOptions { Top = 5 })).Evidence);
    }

    [Theory]
    [InlineData("two pallet jacks", "pallet jack", "Pallet_Jacks")]
    [InlineData("the man", "man", "person,pedestrian")]
    [InlineData("a pedestrian", "pedestrian", "pedestrian,person")]
    [InlineData("a van", "van", "van,car,truck,bus")]
    [InlineData("a vehicle", "vehicle", "car,truck,bus,motorcycle,bicycle,van")]
    [InlineData("a dog", "dog", "dog")]
    public void Nouns_find_classes_by_name_and_by_kind(string sentence, string noun, string categories)
    {
        var target = _parser.WithClasses(["Pallet_Jacks", "pedestrian", "van", "person"]).Parse(sentence).Target;
        Assert.Equal((noun, categories), (target.Noun, string.Join(',', target.Categories)));
    }

    /// <summary>As long, and nothing moves: whoever stood where the red passes would look like another.</summary>
    private string Still()
    {
        var video = Path.Combine(_folder, "still.mp4");
        if (!File.Exists(video)) Ffmpeg.Run("-f", "lavfi", "-i", "color=gray:s=320x240:r=10:d=2", "-c:v", "libx264", video);
        return video;
    }

    /// <summary>A red thing goes from left to right, 5 pixels a frame, through 40 frames.</summary>
    private string Video()
    {
        var video = Path.Combine(_folder, "red.mp4");
        if (File.Exists(video)) return video;
        Ffmpeg.Run(
            "-f", "lavfi", "-i", "color=black:s=320x240:r=10:d=4", "-f", "lavfi", "-i", "color=red:s=64x120:r=10:d=4",
            "-filter_complex", "overlay=x='20+50*t':y=60", "-pix_fmt", "yuv444p", "-c:v", "libx264", video);
        return video;
    }

    /// <summary>OWL's signature. The box stands where the red is; "forklift" fits it (logit 1), "crate" does not (-4).</summary>
    private string Owl()
    {
        const int width = 32, height = 8, all = 3 * width * height, red = width * height;
        var graph = new OnnxGraph();
        graph.Inputs.AddRange([
            new("input_ids", OnnxType.Int64, ["q", "l"]), new("attention_mask", OnnxType.Int64, ["q", "l"]),
            new("pixel_values", OnnxType.Float, ["1", "3", $"{height}", $"{width}"]),
        ]);
        graph.Initializers.AddRange([
            TensorData.OfFloats("ones", [8, 1], [.. Enumerable.Repeat(1f, 8)]), TensorData.OfFloats("bias", [1, 1, 1], [-13]),
            TensorData.OfLongs("row", [1, 1, -1]), TensorData.OfLongs("flat", [1, 1, all]),
            TensorData.OfFloats("place", [all, 1], [.. Enumerable.Range(0, all).Select(i => i < red ? ((i % width) + 0.5f) / width : 0)]),
            TensorData.OfFloats("share", [all, 1], [.. Enumerable.Range(0, all).Select(i => i < red ? 1f : 0)]),
            TensorData.OfFloats("x", [1, 1, 4], [1, 0, 0, 0]), TensorData.OfFloats("rest", [1, 1, 4], [0, 0.5f, 0.2f, 0.5f]),
        ]);
        graph.Nodes.AddRange([
            new("Cast", "f", ["input_ids"], ["f"]) { Attributes = { ["to"] = 1L } }, Node("MatMul", "sum", "f", "ones"),
            Node("Reshape", "sums", "sum", "row"), Node("Add", "logits", "sums", "bias"), Node("Reshape", "pixels", "pixel_values", "flat"),
            Node("MatMul", "moment", "pixels", "place"), Node("MatMul", "mass", "pixels", "share"), Node("Div", "centre", "moment", "mass"),
            Node("Mul", "at", "centre", "x"), Node("Add", "pred_boxes", "at", "rest"),
        ]);
        graph.Outputs.AddRange([new("logits", OnnxType.Float, ["1", "1", "q"]), new("pred_boxes", OnnxType.Float, ["1", "1", "4"])]);
        Save("owl.onnx", graph);
        File.WriteAllText(Path.Combine(_folder, "tokenizer.json"), """
            { "model": { "type": "WordPiece", "vocab": { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "crate": 4, "forklift": 9 } } }
            """);
        return Describe("owl.json", $$"""
            { "name": "tiny-owl", "kind": "open-vocabulary", "licence": "none", "source": { "file": "owl.onnx" }, "input": { "scale": 1 },
              "phrases": { "style": "owl", "tokenizer": "tokenizer.json", "textLength": 8, "width": {{width}}, "height": {{height}}, "templates": ["{0}"] } }
            """);
    }

    /// <summary>What YOLO-World exports with classes of one's own: three things that stand still.</summary>
    private string Yolo()
    {
        float[][] things = [[60, 120, 40, 60, 0.9f, 0, 0], [200, 120, 40, 100, 0, 0.9f, 0], [280, 120, 40, 80, 0, 0, 0.9f]];
        float[] rows = [.. Enumerable.Range(0, 10).SelectMany(i => i < things.Length ? things[i] : new float[7])];
        var graph = new OnnxGraph { Inputs = { new("images", OnnxType.Float, ["1", "3", "240", "320"]) } };
        graph.Initializers.Add(TensorData.OfFloats("value", [1, 10, 7], rows));
        graph.Nodes.Add(Node("Identity", "output0", "value"));
        graph.Outputs.Add(new("output0", OnnxType.Float, ["1", "10", "7"]));
        Save("yolo.onnx", graph);
        return Describe("yolo.json", """
            { "name": "tiny-yolo", "kind": "detector", "licence": "none", "source": { "file": "yolo.onnx" }, "input": { },
              "output": { "style": "yolov8", "classes": ["pallet_jack", "person", "Forklift"] } }
            """);
    }

    private static OnnxNode Node(string type, string output, params string[] inputs) => new(type, output, [.. inputs], [output]);

    private void Save(string name, OnnxGraph graph)
    {
        using var file = File.Create(Path.Combine(_folder, name));
        OnnxWriter.Write(graph, file);
    }

    private string Describe(string name, string json)
    {
        File.WriteAllText(Path.Combine(_folder, name), json);
        return Path.Combine(_folder, name);
    }
}
