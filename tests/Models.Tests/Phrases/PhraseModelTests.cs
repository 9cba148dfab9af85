using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Models.Catalogue;
using Stvg.Models.Import;
using Stvg.Models.Phrases;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Phrases;

/// <summary>Networks of a few bytes with the inputs and outputs of the real ones, written here, so that every number is known.</summary>
public sealed class PhraseModelTests
{
    // Tokens of "red car" are 90 4 9 91, of "car" 90 9 91 (TokenizerTests.Clip); rows are filled with 91.
    private const int Length = 5;

    private static readonly FrameSize s_size = new(40, 20);

    [Theory]
    [InlineData("clip")]
    [InlineData("siglip")]
    public void A_phrase_is_scored_against_a_crop_by_the_cosine_of_their_embeddings(string style)
    {
        using var folder = new TempFolder();
        var entry = DualEncoder(folder, style);
        using var scorer = PhraseScorer.Open(entry);
        // The left half is blue 200, the right half red 100: the embedding is (red, blue) of the crop's mean.
        var crops = scorer.Embed(
            [(Picture(), new Box(0, 0, 20, 20)), (Picture(), new Box(20, 0, 20, 20)), (Picture(), new Box(10, 0, 20, 20))]);
        AssertNear([0, 1], crops[0]);
        AssertNear([1, 0], crops[1]);
        var norm = MathF.Sqrt((50 * 50) + (100 * 100));
        AssertNear([50 / norm, 100 / norm], crops[2]);

        // Text: (second token, third token), with "car" (9, 91) and "red car" (4, 9).
        float[] car = Unit(9, 91), red = Unit(4, 9);
        foreach (var crop in crops)
        {
            var (fit, plain) = ((crop[0] * red[0]) + (crop[1] * red[1]), (crop[0] * car[0]) + (crop[1] * car[1]));
            var logit = style == "clip" ? 10 * (fit - plain) : (10 * fit) - 5;
            Assert.Equal(1 / (1 + Math.Exp(-logit)), scorer.Score(crop, "car", "red car"), 5);
        }
    }

    [Fact]
    public void Crops_go_in_batches_and_words_once()
    {
        using var folder = new TempFolder();
        using var scorer = PhraseScorer.Open(DualEncoder(folder, "clip"));
        var crops = scorer.Embed([.. Enumerable.Range(0, 40).Select(i => (Picture(), new Box(i % 2 == 0 ? 0 : 20, 0, 20, 20)))]);
        Assert.Equal(40, crops.Count);
        foreach (var (i, crop) in crops.Index()) AssertNear(i % 2 == 0 ? [0, 1] : [1, 0], crop);
        Assert.Empty(scorer.Embed([]));
    }

    [Fact]
    public void Owl_finds_phrases_with_boxes_in_fractions_of_what_the_picture_covers()
    {
        using var folder = new TempFolder();
        // Logits: sum of a row's tokens / 100 plus -1.5, 0, -9 for the three candidates.
        var graph = new OnnxGraph();
        graph.Inputs.AddRange(
            [new("input_ids", OnnxType.Int64, ["q", "l"]), new("attention_mask", OnnxType.Int64, ["q", "l"]),
            new("pixel_values", OnnxType.Float, ["1", "3", "32", "32"])]);
        graph.Initializers.AddRange([
            TensorData.OfFloats("ones", [Length, 1], [0.01f, 0.01f, 0.01f, 0.01f, 0.01f]),
                TensorData.OfFloats("offsets", [1, 3, 1], [-1.5f, 0, -9]),
            TensorData.OfFloats("boxes", [1, 3, 4], [0.25f, 0.25f, 0.5f, 0.25f, 0.26f, 0.25f, 0.5f, 0.25f, 0.5f, 0.5f, 0.1f, 0.1f]),
                TensorData.OfLongs("row", [1, 1, -1]),
        ]);
        graph.Nodes.AddRange([
            Node("Cast", ["input_ids"], "f", ("to", 1L)), Node("MatMul", ["f", "ones"], "sum"), Node("Reshape", ["sum", "row"], "q3"),
                Node("Add", ["q3", "offsets"], "logits"),
            Node("Identity", ["boxes"], "pred_boxes"),
        ]);
        graph.Outputs.AddRange([new("logits", OnnxType.Float, ["1", "3", "q"]), new("pred_boxes", OnnxType.Float, ["1", "3", "4"])]);
        using var detector = OpenVocabularyDetector.Open(Entry(folder, graph, ModelKind.OpenVocabulary, new PhraseFormat
        {
            Style = PhraseStyle.Owl, Tokenizer = Tokenizer(folder, TokenizerTests.Clip), TextLength = Length, Width = 32, Height = 32,
                KeepAspect = true, Templates = ["{0}"],
        }));
        // A picture of 40x20 covers 32x16 of 32x32: y counts double. Rows: "car" 90 9 91 0 0 = 1.9; "red car" 90 4 9 91 0 = 1.94.
        var found = detector.Detect(Picture(), s_size, ["car", "red car"], 0.3f);
        Assert.Equal([1, 0], found.Select(d => d.Class)); // of two that overlap the stronger stays, for each phrase
        Assert.Equal(Sigmoid(1.94), found[0].Score, 5);
        Assert.Equal(Sigmoid(1.9), found[1].Score, 5);
        AssertBox(new Box(0.4f, 5, 20, 10), found[0].Box);
        Assert.Empty(detector.Detect(Picture(), s_size, [], 0.3f));
        Assert.Empty(detector.Detect(Picture(), s_size, ["car"], 0.99f));
    }

    [Fact]
    public void Grounding_dino_reads_all_phrases_in_one_row_and_scores_a_phrase_by_its_words()
    {
        using var folder = new TempFolder();
        // Logits: token numbers - 5 for the first candidate, - 9 for the second.
        var graph = new OnnxGraph();
        foreach (var name in (string[])["input_ids", "token_type_ids", "attention_mask"])
            graph.Inputs.Add(new(name, OnnxType.Int64, ["1", "t"]));
        graph.Inputs.AddRange(
            [new("pixel_values", OnnxType.Float, ["1", "3", "8", "16"]), new("pixel_mask", OnnxType.Int64, ["1", "8", "16"])]);
        graph.Initializers.AddRange([
            TensorData.OfFloats("offsets", [1, 2, 1], [-5, -9]),
                TensorData.OfFloats("boxes", [1, 2, 4], [0.5f, 0.5f, 0.5f, 1, 0.1f, 0.1f, 0.1f, 0.1f]),
                TensorData.OfLongs("row", [1, 1, -1]),
        ]);
        graph.Nodes.AddRange([
            Node("Cast", ["input_ids"], "f", ("to", 1L)), Node("Reshape", ["f", "row"], "t3"), Node("Add", ["t3", "offsets"], "logits"),
                Node("Identity", ["boxes"], "pred_boxes"),
        ]);
        graph.Outputs.AddRange([new("logits", OnnxType.Float, ["1", "2", "t"]), new("pred_boxes", OnnxType.Float, ["1", "2", "4"])]);
        var entry = Entry(folder, graph, ModelKind.OpenVocabulary, new PhraseFormat
        {
            Style = PhraseStyle.GroundingDino, Tokenizer = Tokenizer(folder, TokenizerTests.Bert), TextLength = 9, Width = 16, Height = 8,
        });
        using var detector = OpenVocabularyDetector.Open(entry);
        // [CLS] red cars . forklift . [SEP] = 2 4 5 6 7 8 9 7 3
        var found = detector.Detect(Picture(), s_size, ["Red cars.", "forklift"], 0.45f);
        Assert.Equal([(1, Sigmoid(4)), (0, Sigmoid(1)), (1, Sigmoid(0))], found.Select(d => (d.Class, Math.Round(d.Score, 5))));
        AssertBox(new Box(10, 0, 20, 20), found[0].Box);
        Assert.Contains("give fewer phrases",
            Assert.Throws<StvgException>(() => detector.Detect(Picture(), s_size, ["red car", "red car", "red car"], 0.3f)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_does_not_fit_its_description_is_refused_in_one_line()
    {
        using var folder = new TempFolder();
        var graph = new OnnxGraph();
        graph.Inputs.Add(new("something", OnnxType.Float, ["1"]));
        graph.Nodes.Add(Node("Identity", ["something"], "logits"));
        graph.Outputs.Add(new("logits", OnnxType.Float, ["1"]));
        using var detector = OpenVocabularyDetector.Open(Entry(folder, graph, ModelKind.OpenVocabulary, new PhraseFormat
        {
            Style = PhraseStyle.Owl, Tokenizer = Tokenizer(folder, TokenizerTests.Clip), TextLength = 8,
        }));
        var refusal = Assert.Throws<StvgException>(() => detector.Detect(Picture(), s_size, ["car"], 0.3f));
        Assert.Contains("'something'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("""{ "style": "clip", "tokenizer": "t.json" }""", "phrase-scorer", "textFile")]
    [InlineData("""{ "style": "owl", "tokenizer": "t.json" }""", "phrase-scorer", "style")]
    [InlineData("""{ "style": "owl", "tokenizer": "t.json", "templates": ["none"] }""", "open-vocabulary", "templates")]
    [InlineData("""{ "style": "owl", "tokenizer": "t.json", "width": 0 }""", "open-vocabulary", "width")]
    public void A_description_that_makes_no_sense_is_refused_by_name(string phrases, string kind, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("m.json"), $$"""{ "name": "m", "kind": "{{kind}}", "licence": "MIT", "source": { "file": "m.onnx" }, "input": {}, "phrases": {{phrases}} }""");
        Assert.Contains(expected, Assert.Throws<StvgException>(() => ModelCatalogue.ReadFile(folder.File("m.json"))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Pictures: the mean of red and of blue. Texts: the second and the third token.</summary>
    private static ModelEntry DualEncoder(TempFolder folder, string style)
    {
        var pictures = new OnnxGraph();
        pictures.Inputs.Add(new("pixel_values", OnnxType.Float, ["n", "3", "2", "2"]));
        pictures.Initializers.AddRange([
            TensorData.OfLongs("flat", [-1, 12]),
            TensorData.OfFloats("weights", [12, 2],
                [.. Enumerable.Range(0, 12).SelectMany(i => new[] { i < 4 ? 1f : 0, i >= 8 ? 1f : 0 })]),
        ]);
        pictures.Nodes.AddRange([Node("Reshape", ["pixel_values", "flat"], "row"), Node("MatMul", ["row", "weights"], "image_embeds")]);
        pictures.Outputs.Add(new("image_embeds", OnnxType.Float, ["n", "2"]));
        var text = new OnnxGraph();
        text.Inputs.Add(new("input_ids", OnnxType.Int64, ["n", "l"]));
        text.Initializers.Add(TensorData.OfFloats("weights", [Length, 2], [0, 0, 1, 0, 0, 1, 0, 0, 0, 0]));
        text.Nodes.AddRange([Node("Cast", ["input_ids"], "f", ("to", 1L)), Node("MatMul", ["f", "weights"], "text_embeds")]);
        text.Outputs.Add(new("text_embeds", OnnxType.Float, ["n", "2"]));
        File.WriteAllBytes(folder.File("pictures.onnx"), OnnxRunner.ToBytes(pictures));
        File.WriteAllBytes(folder.File("text.onnx"), OnnxRunner.ToBytes(text));
        Tokenizer(folder, TokenizerTests.Clip);
        File.WriteAllText(folder.File("clip.json"), $$"""
            { "name": "tiny-clip", "kind": "phrase-scorer", "licence": "none", "source": { "file": "pictures.onnx" }, "input": { "scale": 1 },
              "phrases": { "style": "{{style}}", "tokenizer": "tokenizer.json", "textFile": "text.onnx", "textLength": {{Length}}, "width": 2, "height": 2,
                "templates": ["{0}"], "logitScale": 10, "logitBias": -5 } }
            """);
        return ModelCatalogue.ReadFile(folder.File("clip.json"));
    }

    private static ModelEntry Entry(TempFolder folder, OnnxGraph graph, ModelKind kind, PhraseFormat phrases)
    {
        File.WriteAllBytes(folder.File("m.onnx"), OnnxRunner.ToBytes(graph));
        return new ModelEntry { Name = "tiny", Kind = kind, Licence = "none", Source = new() { File = folder.File("m.onnx") },
            Input = new(), Phrases = phrases };
    }

    private static string Tokenizer(TempFolder folder, string json)
    {
        File.WriteAllText(folder.File("tokenizer.json"), json);
        return folder.File("tokenizer.json");
    }

    private static OnnxNode Node(string type, string[] inputs, string output, params (string, object)[] attributes) =>
        new(type, output, [.. inputs], [output]) { Attributes = attributes.ToDictionary(a => a.Item1, a => a.Item2) };

    /// <summary>40x20, the left half blue 200, the right half red 100.</summary>
    private static ImageView Picture()
    {
        var pixels = new byte[40 * 20 * 3];
        for (var i = 0; i < 40 * 20; i++) pixels[(3 * i) + (i % 40 < 20 ? 0 : 2)] = (byte)(i % 40 < 20 ? 200 : 100);
        return new ImageView(pixels, 40, 20, 120);
    }

    private static float[] Unit(float x, float y) => [x / MathF.Sqrt((x * x) + (y * y)), y / MathF.Sqrt((x * x) + (y * y))];

    private static double Sigmoid(double x) => Math.Round(1 / (1 + Math.Exp(-x)), 5);

    private static void AssertNear(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 4));

    private static void AssertBox(Box expected, Box actual) => Assert.True(
        Math.Abs(expected.X - actual.X) + Math.Abs(expected.Y - actual.Y) + Math.Abs(expected.Width - actual.Width) + Math.Abs(
            expected.Height - actual.Height) < 1e-3, $"{actual}");
}
