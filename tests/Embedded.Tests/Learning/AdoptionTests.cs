using Microsoft.Extensions.Logging;
using Stvg.Core;
using Stvg.Core.Learning;
using Stvg.Core.Services;
using Stvg.Embedded.Learning;
using Stvg.Embedded.Tests.Live;
using Stvg.Storage;

namespace Stvg.Embedded.Tests.Learning;

/// <summary>A site's grounder on trial, in use, and taken back.</summary>
public sealed class AdoptionTests : IDisposable
{
    private const int Minutes = 24;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stvg adoption ");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private GrounderVersions Versions => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_beats_the_built_in_grounder_is_adopted_and_what_does_not_is_refused()
    {
        VerdictData verdicts;
        await using (var archive = await Archive.OpenAsync(Path.Combine(_folder.FullName, "stvg.db"), Ct))
        {
            await JudgedSite.WatchAsync(archive, Minutes, Ct);
            for (var minute = 0; minute < Minutes; minute++)
                await JudgedSite.SayAsync(archive, JudgedSite.HeldOut, minute, JudgedSite.InBlue, Verdict.Right, Ct);
            verdicts = await VerdictData.ReadAsync(archive, JudgedSite.Parser, null, Ct);
        }

        var adoption = new GrounderAdoption(_folder.FullName, TimeProvider.System);
        var same = GrounderAdoption.Try(JudgedSite.Same, verdicts);
        Assert.Null(adoption.Adopt(JudgedSite.Same, same, force: false));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "grounders")));

        var better = GrounderAdoption.Try(JudgedSite.Contrary, verdicts);
        Assert.Equal((Minutes, 0, Minutes), (better.Rights, better.Alone.Verdicts, better.Together.Verdicts));
        var version = adoption.Adopt(JudgedSite.Contrary, better, force: false)!;
        Assert.Equal(("0001", null, null, Minutes), (version.Name, version.Before, version.Forced, version.MetTogether));
        Assert.Equal("0001", Versions.Current);

        // By force, but it stays on record why it should not have been.
        var forced = adoption.Adopt(JudgedSite.Same, same, force: true)!;
        Assert.Contains("not better", forced.Forced, StringComparison.Ordinal);
        Assert.Equal([version, forced], Versions.List());
    }

    [Fact]
    public void Versions_are_rolled_back_to_what_was_in_use_before()
    {
        var trial = VerdictTrial.Hold([], JudgedSite.Same);
        Assert.Null(Versions.Current);
        Assert.Throws<StvgException>(() => Versions.RollBack());
        foreach (var name in new[] { "0001", "0002" }) Assert.Equal(name, Versions.Adopt(JudgedSite.Same, trial, DateTimeOffset.UnixEpoch).Name);
        Assert.Equal("0001", Versions.RollBack());
        // What was rolled back is not what was in use before the next one.
        Assert.Equal(("0003", "0001"), Versions.Adopt(JudgedSite.Same, trial, DateTimeOffset.UnixEpoch) is var third ? (third.Name, third.Before) : default);
        Assert.Equal("0001", Versions.RollBack());
        Assert.Null(Versions.RollBack());
        Assert.Null(Versions.Current);
        Assert.Contains("nothing to roll back", Assert.Throws<StvgException>(() => Versions.RollBack()).Message, StringComparison.Ordinal);
        Assert.Equal(3, Versions.List().Count);
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_damaged_version_is_warned_of_once_and_read_again_when_it_was_mended()
    {
        var log = new Lines();
        var current = new CurrentGrounder(_folder.FullName, log);
        Assert.Null(current.Get());
        Assert.Equal(new GrounderStatus(null, null, null), current.Status());

        Versions.Adopt(JudgedSite.Contrary, VerdictTrial.Hold([], JudgedSite.Contrary), DateTimeOffset.UnixEpoch);
        Assert.Equal(JudgedSite.Contrary.Weighing, current.Get()!.Weighing);
        Assert.Same(current.Get(), current.Get());
        Assert.Equal(new GrounderStatus("0001", "what this site calls red", null), current.Status());

        var file = Versions.FileOf("0001");
        var whole = File.ReadAllBytes(file);
        foreach (var damaged in new[] { whole[..(whole.Length / 2)], [] })
        {
            File.WriteAllBytes(file, damaged);
            Assert.Null(current.Get());
            Assert.Null(current.Get());
            Assert.Contains("rollback", current.Status().Trouble, StringComparison.Ordinal);
        }

        File.Delete(file);
        Assert.Null(current.Get());
        Assert.Contains("does not exist", current.Status().Trouble, StringComparison.Ordinal);
        File.WriteAllBytes(file, whole);
        Assert.NotNull(current.Get());
        Assert.Null(current.Status().Trouble);

        File.WriteAllText(Path.Combine(_folder.FullName, "grounders", "current"), "../../etc/passwd");
        Assert.Null(current.Get());
        Assert.Contains("names no version", current.Status().Trouble, StringComparison.Ordinal);
        Assert.Null(Versions.RollBack());
        Assert.Equal(new GrounderStatus(null, null, null), current.Status());
        Assert.Equal(log.Warnings.Distinct(), log.Warnings);
        Assert.InRange(log.Warnings.Count, 3, 4);
    }

    [Fact]
    public async Task A_running_server_takes_a_new_version_and_goes_on_without_a_damaged_one()
    {
        await using var live = await LiveServer.StartAsync();
        await using (var archive = await Archive.OpenAsync(Path.Combine(live.DataFolder, "stvg.db"), Ct)) await JudgedSite.WatchAsync(archive, 3, Ct);
        var service = live.Server;
        var sure = await SureAsync();
        Assert.Equal(JudgedSite.InRed, await WhoAsync());
        Assert.Equal(new GrounderStatus(null, null, null), (await service.System.StatusAsync(Ct)).Grounder);

        var versions = new GrounderVersions(live.DataFolder);
        versions.Adopt(JudgedSite.Contrary, VerdictTrial.Hold([], JudgedSite.Contrary), DateTimeOffset.UnixEpoch);
        Assert.Equal("0001", (await service.System.StatusAsync(Ct)).Grounder.Version);
        Assert.Equal(JudgedSite.InBlue, await WhoAsync());
        Assert.Equal(sure, await SureAsync()); // it finds nobody who comes through the filter: what the built-in grounder finds stands

        versions.Adopt(JudgedSite.Doubtful, VerdictTrial.Hold([], JudgedSite.Doubtful), DateTimeOffset.UnixEpoch);
        Assert.Equal(JudgedSite.InRed, await WhoAsync());
        var odds = sure / (1 - sure);
        Assert.Equal(Math.Sqrt(odds) / (1 + Math.Sqrt(odds)), await SureAsync(), 3);

        await File.WriteAllTextAsync(versions.FileOf("0002"), "no grounder", Ct);
        Assert.Equal(sure, await SureAsync());
        var status = (await service.System.StatusAsync(Ct)).Grounder;
        Assert.Null(status.Version);
        Assert.Contains("0002.grounder", status.Trouble, StringComparison.Ordinal);
        versions.RollBack();
        Assert.Equal("0001", (await service.System.StatusAsync(Ct)).Grounder.Version);

        var answer = (await service.Tubes.SearchAsync(new SearchRequest { Text = "a person in red" }, Ct)).Tubes[0];
        await service.Tubes.FeedbackAsync(answer.Tube.Id, Verdict.Wrong, "Ada", Ct);
        var said = Assert.Single((await service.Tubes.VerdictsAsync(null, 10, Ct)).Items);
        Assert.Equal((answer.Tube.Id, "a person in red", Verdict.Wrong, "Ada"), (said.TubeId, said.Query, said.Verdict, said.By));
        Assert.Equal((JudgedSite.Camera, answer.Tube.Begin), (said.Tube!.Tube.CameraId, said.Tube.Tube.Begin));

        async Task<int> WhoAsync()
        {
            var from = new DateTimeOffset(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);
            var request = new ClipRequest { Camera = JudgedSite.Camera, From = from, To = from.AddSeconds(10) };
            return Assert.Single((await service.Clips.GroundAsync(request, "a person in red", 1, Ct)).Tubes).Tube.TubeletId;
        }

        async Task<float> SureAsync() => (await service.Tubes.SearchAsync(new SearchRequest { Text = "a person in red" }, Ct)).Tubes[0].Tube.Score;
    }

    private sealed class Lines : ILogger
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Warnings.Add(formatter(state, exception));
        }
    }
}
