using Stvg.Core.Learning;
using Stvg.Core.Learning.Training;

namespace Stvg.Embedded.Learning;

/// <summary>What a grounder is to be taught, and where it goes.</summary>
public sealed record TrainingPlan
{
    /// <summary>Where the grounder is written when it is done; <c>.part</c> beside it holds an unfinished training.</summary>
    public required string Output { get; init; }

    /// <summary>How.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>A site's own examples; empty: simulated scenes only.</summary>
    public IReadOnlyList<TrainingExample> Site { get; init; } = [];

    /// <summary>The site's share of all batches at most; simulated scenes make up the rest.</summary>
    public double MostSiteShare { get; init; } = 0.5;

    /// <summary>No example of a site is shown oftener than about this: a handful would be learned by heart, and all else forgotten.</summary>
    public int MostRepeats { get; init; } = 50;

    /// <summary>The site's share of all batches.</summary>
    public double SiteShare => Math.Min(MostSiteShare, (double)MostRepeats * Site.Count / ((double)Options.Steps * Options.Batch));

    /// <summary>Whether simulated sentences also have words that no lexicon knows.</summary>
    public bool SiteWords { get; init; }

    /// <summary>A grounder to begin with; null: nothing is known.</summary>
    public LearnedGrounder? From { get; init; }

    /// <summary>Steps between two looks at the held-out clips.</summary>
    public int LookEvery { get; init; } = 250;

    /// <summary>Training ends when so many looks in a row brought nothing better.</summary>
    public int Patience { get; init; } = 6;

    /// <summary>Held-out simulated clips.</summary>
    public int HeldOut { get; init; } = 40;

    /// <summary>What identifies the training in its unfinished file: another text is another training.</summary>
    public string About => $"seed {Options.Seed}, {Options.Steps} steps, batch {Options.Batch}, rate {Options.Rate:R}, parts {Options.Parts}, "
        + $"{Site.Count} site examples, site words {(SiteWords ? "yes" : "no")}, {(From is null ? "from nothing" : $"from [{From.About}]")}";
}
