using System.Text.RegularExpressions;
using Stvg.Core;

namespace Stvg.Models.Catalogue;

/// <summary>Refuses entries that JSON allows but that make no sense, naming the field.</summary>
internal static partial class ModelValidator
{
    public static void Validate(ModelEntry entry, string origin)
    {
        void Require(bool condition, string what)
        {
            if (!condition) throw new StvgException($"'{origin}' describes no usable model: {what}");
        }

        Require(Name().IsMatch(entry.Name), $"the name '{entry.Name}' needs lower-case letters, digits, dots and dashes");
        ValidateSource(entry.Source, Require);
        if (entry.Import is { } import)
            Require(entry.Source.Files.Contains(import.Graph), $"import.graph '{import.Graph}' is not among source.files");
        if (entry.Kind is ModelKind.PhraseScorer or ModelKind.OpenVocabulary)
        {
            Require(entry.Phrases is not null, "it needs 'phrases'");
            Require(entry.Input is not null, "it needs 'input'");
            ValidateInput(entry.Input!, Require);
            ValidatePhrases(entry.Kind, entry.Phrases!, Require);
        }

        if (entry.Kind != ModelKind.Detector) return;
        Require(entry.Input is not null, "a detector needs 'input'");
        Require(entry.Output is not null, "a detector needs 'output'");
        ValidateInput(entry.Input!, Require);
        ValidateOutput(entry.Output!, Require);
    }

    private static void ValidateSource(ModelSource source, Action<bool, string> require)
    {
        if (source.File is not null)
        {
            require(source.Npm is null && source.Files.Count == 0, "source has either 'file' or 'npm'");
        }
        else
        {
            require(source.Npm is not null, "source needs 'file' or 'npm'");
            require(source.Version is not null && source.Sha512 is not null && source.Files.Count > 0,
                "an npm source needs 'version', 'sha512' and 'files'");
            require(source.Files.All(f => !Path.IsPathRooted(f) && !f.Split('/', '\\').Contains("..")),
                "source.files must lie inside the package");
        }
        require(source.Sha512 is null || Convert.TryFromBase64String(source.Sha512, new byte[64], out var n) && n == 64,
            "source.sha512 is no SHA-512 in base64");
    }

    private static void ValidateInput(InputFormat input, Action<bool, string> require)
    {
        require(input.Mean.Count == 3 && input.Std.Count == 3, "input.mean and input.std need three values");
        require(input.Mean.All(float.IsFinite) && input.Std.All(s => float.IsFinite(s) && s != 0) && float.IsFinite(input.Scale),
            "input.mean, input.std and input.scale must be finite, and std not 0");
        require(input.SizeMultiple is >= 1 and <= 512, "input.sizeMultiple must be 1 to 512");
        require(input.LongSide >= input.SizeMultiple && input.LongSide <= 8192, "input.longSide must be input.sizeMultiple to 8192");
        require(input.PadValue is >= 0 and <= 255, "input.padValue must be 0 to 255");
    }

    private static void ValidatePhrases(ModelKind kind, PhraseFormat phrases, Action<bool, string> require)
    {
        var isScorer = phrases.Style is PhraseStyle.Clip or PhraseStyle.SigLip;
        require(isScorer == (kind == ModelKind.PhraseScorer), "phrases.style is one of the other kind: clip and siglip are phrase scorers");
        require(isScorer == phrases.TextFile is not null, "phrases.textFile is for clip and siglip, which need it");
        require(phrases.TextLength is >= 4 and <= 1024, "phrases.textLength must be 4 to 1024");
        require(phrases.Width is >= 1 and <= 4096
            && phrases.Height is >= 1 and <= 4096, "phrases.width and phrases.height must be 1 to 4096");
        require(phrases.Templates.Count > 0
            && phrases.Templates.All(t => t.Contains("{0}", StringComparison.Ordinal)), "phrases.templates need {0} each");
        require(double.IsFinite(phrases.LogitScale)
            && double.IsFinite(phrases.LogitBias), "phrases.logitScale and logitBias must be finite");
    }

    private static void ValidateOutput(OutputFormat output, Action<bool, string> require)
    {
        require(output.ScoreThreshold is >= 0 and <= 1, "output.scoreThreshold must be 0 to 1");
        require(output.NmsIoU is > 0 and <= 1, "output.nmsIoU must be above 0, at most 1");
        require(output.Classes.Count > 0, "output.classes is empty");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{0,63}$")]
    private static partial Regex Name();
}
