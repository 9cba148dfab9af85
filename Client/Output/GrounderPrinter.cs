using Stvg.Core.Learning;
using Stvg.Embedded.Learning;

namespace Stvg.Client.Output;

/// <summary>Trials and versions of learned grounders, for people.</summary>
internal static class GrounderPrinter
{
    /// <summary>Before and after.</summary>
    public static void Print(VerdictTrialResult trial)
    {
        var listing = new Listing("held-out verdicts", "all", "built-in alone", "with the learned grounder");
        Add("answers called right that are found", trial.Rights, trial.Alone.Right, trial.Together.Right);
        Add("answers called wrong that are not given", trial.Wrongs, trial.Alone.Wrong, trial.Together.Wrong);
        Add("together", trial.Rights + trial.Wrongs, trial.Alone.Verdicts, trial.Together.Verdicts);
        listing.Print();
        Console.Out.WriteLine($"sentences that fail and would work: {trial.Won.Count}; that work and would fail: {trial.Lost.Count}");

        void Add(string what, int all, int alone, int together) => listing.Add(what, Text.Number(all), Text.Number(alone), Text.Number(together));
    }

    /// <summary>Every version; the one in use is marked.</summary>
    public static void Print(IReadOnlyList<GrounderVersion> versions, string? current)
    {
        if (versions.Count == 0)
        {
            Console.Out.WriteLine("no grounder was adopted yet: the built-in one answers alone");
            return;
        }

        var listing = new Listing("version", "in use", "adopted", "verdicts", "met before", "met with it", "forced", "about");
        foreach (var v in versions)
        {
            listing.Add(
                v.Name, v.Name == current ? "yes" : "", Text.Time(v.AdoptedAt), Text.Number(v.Verdicts), Text.Number(v.MetAlone), Text.Number(v.MetTogether),
                v.Forced is null ? "" : "yes", v.About);
        }

        listing.Print();
    }
}
