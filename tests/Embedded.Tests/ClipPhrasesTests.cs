using Stvg.Core.Frames;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;
using Stvg.Models.Import;
using Stvg.Tests;

namespace Stvg.Embedded.Tests;

/// <summary>A phrase scorer of a few bytes on a made clip: the attribute that the engine cannot judge decides.</summary>
public sealed class ClipPhrasesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_that_the_engine_cannot_judge_choose_by_how_the_crops_look()
    {
        var folder = Directory.CreateTempSubdirectory("stvg phrases ").FullName;
        var video = Path.Combine(folder, "two.mp4");
        Ffmpeg.Run(
            "-f", "lavfi", "-i", "color=gray:s=320x240:r=10:d=3", "-vf",
            "drawbox=x=40:y=60:w=40:h=100:color=red:t=fill,drawbox=x=200:y=60:w=40:h=100:color=blue:t=fill", "-pix_fmt", "yuv444p", "-c:v", "libx264", video);
        Detection[] two = [new(new Box(40, 60, 40, 100), CocoClasses.Person, 0.9f), new(new Box(200, 60, 40, 100), CocoClasses.Person, 0.9f)];
        var clip = await ClipEngine.AnalyseAsync(video, new ClipOptions { Detections = _ => two }, cancellation: Ct);
        var plan = new QueryParser(Lexicon.Empty).Parse("a person in a checked shirt");

        var scores = await ClipPhrases.ScoreAsync(clip, plan, Model(folder), Ct);
        var tubes = Grounder.Ground(plan, clip.Scene, "", new GroundingOptions { Top = 2, Threshold = 0, Phrases = scores });
        Assert.Equal(200, tubes[0].Boxes[0].X, 5f);
        // Blue is (0, 1), red (1, 0), give or take the codec; the noun (1, 0), the phrase (6, 5) / √61; scale 10.
        Assert.Equal(1 / (1 + Math.Exp(-10 * 5 / Math.Sqrt(61))), tubes[0].Evidence[0].Score, 2);
        Assert.Equal(1 / (1 + Math.Exp(-10 * ((6 / Math.Sqrt(61)) - 1))), tubes[1].Evidence[0].Score, 2);
        Assert.Null(await ClipPhrases.ScoreAsync(clip, new QueryParser(Lexicon.Empty).Parse("a person in red"), Model(folder), Ct));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Pictures: how red and how blue. Texts: the third and the fifth token, for "person" 3 and 0, for the phrase 6 and 5.</summary>
    private static string Model(string folder)
    {
        var pictures = new OnnxGraph();
        pictures.Inputs.Add(new("pixel_values", OnnxType.Float, ["n", "3", "1", "1"]));
        pictures.Initializers.AddRange([
            TensorData.OfLongs("flat", [-1, 3]), TensorData.OfFloats("weights", [3, 2], [1, 0, 0, 0, 0, 1]),
        ]);
        pictures.Nodes.AddRange([
            new("Reshape", "row", ["pixel_values", "flat"], ["row"]), new("MatMul", "image_embeds", ["row", "weights"], ["image_embeds"]),
        ]);
        pictures.Outputs.Add(new("image_embeds", OnnxType.Float, ["n", "2"]));
        var text = new OnnxGraph();
        text.Inputs.Add(new("input_ids", OnnxType.Int64, ["n", "l"]));
        text.Initializers.Add(TensorData.OfFloats("weights", [7, 2], [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0]));
        text.Nodes.AddRange([
            new("Cast", "f", ["input_ids"], ["f"]) { Attributes = { ["to"] = 1L } }, new("MatMul", "text_embeds", ["f", "weights"], ["text_embeds"]),
        ]);
        text.Outputs.Add(new("text_embeds", OnnxType.Float, ["n", "2"]));
        foreach (var (name, graph) in (ReadOnlySpan<(string, OnnxGraph)>)[("pictures.onnx", pictures), ("text.onnx", text)])
        {
            using var file = File.Create(Path.Combine(folder, name));
            OnnxWriter.Write(graph, file);
        }

        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), """
            { "model": { "type": "WordPiece", "vocab": { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "person": 4, "checked": 5, "in": 6, "a": 7, "shirt": 8 } } }
            """);
        var model = Path.Combine(folder, "clip.json");
        File.WriteAllText(model, """
            { "name": "tiny-clip", "kind": "phrase-scorer", "licence": "none", "source": { "file": "pictures.onnx" }, "input": { "scale": 1 },
              "phrases": { "style": "clip", "tokenizer": "tokenizer.json", "textFile": "text.onnx", "textLength": 7, "width": 1, "height": 1,
                "templates": ["{0}"], "logitScale": 10 } }
            """);
        return model;
    }
}
