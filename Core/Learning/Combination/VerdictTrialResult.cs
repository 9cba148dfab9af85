using System.Globalization;

namespace Stvg.Core.Learning;

/// <summary>How a trial on held-out verdicts went.</summary>
public sealed record VerdictTrialResult
{
    /// <summary>Fewer verdicts than that are no trial.</summary>
    public required int Fewest { get; init; }

    /// <summary>Whether the learned grounder has weights beside the built-in evidence; without, it has no say.</summary>
    public required bool HasWeights { get; init; }

    /// <summary>Held-out answers that were called right.</summary>
    public required int Rights { get; init; }

    /// <summary>Held-out answers that were called wrong.</summary>
    public required int Wrongs { get; init; }

    /// <summary>The built-in grounder alone.</summary>
    public required VerdictAgreement Alone { get; init; }

    /// <summary>It and the learned one together.</summary>
    public required VerdictAgreement Together { get; init; }

    /// <summary>Sentences that worked and would fail, one for each scene.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Sentences that failed and would work.</summary>
    public required IReadOnlyList<string> Won { get; init; }

    /// <summary>Whether it is to be adopted.</summary>
    public bool Adopt => Refusal is null;

    /// <summary>Why it is not to be adopted, in one line; null: it is.</summary>
    public string? Refusal
    {
        get
        {
            var verdicts = Rights + Wrongs;
            if (!HasWeights) return "it was never weighed against the built-in grounder, so it has no say: train it to its end";
            if (verdicts < Fewest)
                return string.Create(CultureInfo.InvariantCulture, $"there are {verdicts} held-out verdicts, and fewer than {Fewest} say nothing: judge more answers");
            if (Lost.Count > 0)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{Lost.Count} {(Lost.Count == 1 ? "sentence" : "sentences")} that worked would fail, such as \"{Lost[0]}\"");
            }

            return Together.Verdicts > Alone.Verdicts ? null : string.Create(
                CultureInfo.InvariantCulture, $"it is not better: {Together.Verdicts} of {verdicts} held-out verdicts are met with it, {Alone.Verdicts} without");
        }
    }
}
