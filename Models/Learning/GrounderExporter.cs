using Stvg.Core.Learning;
using Stvg.Core.Learning.Export;
using Stvg.Models.Import;

namespace Stvg.Models.Learning;

/// <summary>
/// Writes a learned grounder as an ONNX file (operator set 18) that gives what <see cref="LearnedGrounder.Run"/> gives, for any number of
/// tubelets, words and actions. The same grounder gives the same bytes.
/// </summary>
public static class GrounderExporter
{
    internal const string Kind = "stvg-grounder 1", KindProperty = "kind", AboutProperty = "about";

    /// <summary>Writes the file.</summary>
    /// <param name="grounder">What was learned.</param>
    /// <param name="to">Where to.</param>
    public static void Write(LearnedGrounder grounder, Stream to)
    {
        ArgumentNullException.ThrowIfNull(grounder);
        ArgumentNullException.ThrowIfNull(to);
        var version = typeof(GrounderExporter).Assembly.GetName().Version!.ToString(3);
        OnnxWriter.Write(Draw(grounder), version, [(KindProperty, Kind), (AboutProperty, grounder.About)], to);
    }

    private static OnnxGraph Draw(LearnedGrounder grounder)
    {
        var drawing = new GraphDrawing(grounder.Matrices);
        foreach (var kind in GrounderInput.Kinds)
            drawing.Graph.Inputs.Add(new(kind.Name, kind.IsRows ? OnnxType.Int32 : OnnxType.Float, kind.Axes));
        var width = grounder.Matrices.Single(m => m.Name == "coordinates").Columns;
        var clip = new ClipDrawing(drawing, width).Draw();
        var sentence = SentenceDrawing.Draw(drawing);
        DrawMatching(drawing, clip, sentence, width);
        return drawing.Graph;
    }

    /// <summary>As Core's <c>Matching</c> and <c>Reattention</c> without prompts.</summary>
    private static void DrawMatching(GraphDrawing g, ClipKeys clip, SentenceQueries sentence, int width)
    {
        g.Part = "matching";
        var scale = 1 / MathF.Sqrt(width);
        var still = g.Scale(g.MultiplyTransposed(sentence.Still, clip.Still), scale);
        var fast = g.Scale(g.MultiplyTransposed(sentence.Fast, g.Reshape(clip.Fast, -1, width)), scale);

        // Every word with every tubelet: what it is, and what it does at its best moment.
        var best = g.SoftMaximum(g.Reshape(fast, 0, -1, GrounderShape.Fast), GrounderShape.Sharpness);
        var words = g.MultiplyEach(g.Add(still, best), sentence.Gates);
        var who = g.Reshape(g.Multiply("sentence.choosing", words), -1);
        var yes = g.Add(g.MultiplyEach(who, g.Reshape(g.Of("scale.yes"), 1)), g.Reshape(g.Of("scale.no"), 1));
        var moments = g.Multiply("sentence.doing", g.MultiplyEach(fast, sentence.Gates));

        g.Output("who", who, "tubelets");
        g.Output("yes", yes, "tubelets");
        g.Output("moments", moments, "actions", "moments");
    }
}
