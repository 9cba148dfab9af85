using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Embedded.Live;

namespace Stvg.Embedded.Learning;

/// <summary>Puts a grounder on trial on a site's held-out verdicts, and adopts it where it beats the built-in one.</summary>
/// <param name="dataFolder">The server's data folder; the server may run meanwhile.</param>
/// <param name="time">The clock.</param>
public sealed class GrounderAdoption(string dataFolder, TimeProvider time)
{
    /// <summary>Holds the trial.</summary>
    /// <param name="grounder">Who is tried.</param>
    /// <param name="verdicts">What operators said.</param>
    public static VerdictTrialResult Try(LearnedGrounder grounder, VerdictData verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        return VerdictTrial.Hold(verdicts.HeldOut, grounder, each: TrainingRun.InParallel);
    }

    /// <summary>Adopts a grounder whose trial went well.</summary>
    /// <param name="grounder">Who was tried.</param>
    /// <param name="trial">How it went.</param>
    /// <param name="force">Adopts it whatever the trial says.</param>
    /// <returns>The version that it became; null: it was refused.</returns>
    /// <exception cref="StvgException">It cannot be written.</exception>
    public GrounderVersion? Adopt(LearnedGrounder grounder, VerdictTrialResult trial, bool force)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return trial.Adopt || force ? new GrounderVersions(dataFolder).Adopt(grounder, trial, time.GetUtcNow()) : null;
    }

    /// <summary>Reads a site's verdicts. Video files that were asked about are watched for that, which takes a while.</summary>
    /// <param name="archive">Connection of the archive; null: SQLite in the data folder.</param>
    /// <param name="detector">The server's detector.</param>
    /// <param name="notify">Told in one line each what is being watched, and which verdicts cannot be used.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="StvgException">There is no archive, or it cannot be read.</exception>
    public async Task<VerdictData> ReadAsync(string? archive, string detector, Action<string>? notify, CancellationToken ct)
    {
        _ = DataFolder.ArchiveOf(dataFolder, archive); // what is missing is missed before anything takes time
        var parser = await Sentences.LoadParserAsync(notify, ct).ConfigureAwait(false);
        var said = await VerdictData.ReadAsync(dataFolder, archive, parser, async (path, stop) =>
        {
            if (!File.Exists(path)) return null;
            notify?.Invoke($"watching {path}, of which answers were judged");
            return (await ClipEngine.AnalyseAsync(path, new ClipOptions { Detector = detector }, null, stop).ConfigureAwait(false)).Scene;
        }, ct).ConfigureAwait(false);
        foreach (var (reason, count) in said.LeftOut) notify?.Invoke($"{count} of the verdicts cannot be used: {reason}");
        return said;
    }
}
