using Stvg.Core.Alerts;
using Stvg.Core.Services;
using Stvg.Storage.Tests.Postgres;

namespace Stvg.Grains.Tests.Processes;

/// <summary>Silos that are replaced, killed and frozen while they work. Times are printed, not asserted: machines differ.</summary>
public sealed class ProcessTests(PostgresServer postgres, ITestOutputHelper output)
{
    /// <summary>How often a silo is killed: more for whoever measures.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("STVG_KILLS"), out var kills) ? kills : 3;

    private static readonly TimeSpan s_twoReports = TimeSpan.FromSeconds(4);

    /// <summary>On so many frames with objects silos rest before the next one is replaced.</summary>
    private static int Rest => int.TryParse(Environment.GetEnvironmentVariable("STVG_REST"), out var frames) ? frames : 20;

    [Fact]
    public async Task A_rolling_restart_under_load_loses_and_doubles_nothing()
    {
        await using var street = await Street.OpenAsync(postgres);
        var gaps = new List<TimeSpan>();
        foreach (var name in street.Names)
        {
            // The one that has the camera, as long as there is one that was not replaced yet.
            var since = DateTimeOffset.UtcNow;
            var owner = street.Owner();
            street[name].Signal("TERM");
            await street[name].ExitedAsync();
            await street.StartAsync(name);
            await street.SeesAsync(owner == name ? name : "", Rest);
            if (owner == name) gaps.Add(street.LongestGap(since));
        }

        for (var round = 0; round < Kills; round++) gaps.Add(await ReplaceOwnerAsync(street, "TERM"));
        Print("SIGTERM", gaps);
        Check(street, await street.CloseAsync());
    }

    [Fact]
    public async Task Killing_any_silo_loses_and_doubles_nothing()
    {
        await using var street = await Street.OpenAsync(postgres);
        var gaps = new List<TimeSpan>();
        for (var round = 0; round < Kills; round++) gaps.Add(await ReplaceOwnerAsync(street, "KILL"));
        // Those who do not have the camera may have what judges it.
        foreach (var name in street.Names.Where(n => n != street.Owner()).ToList())
        {
            street[name].Signal("KILL");
            await street[name].ExitedAsync();
            await street.StartAsync(name);
            await street.SeesAsync("");
        }

        Print("kill -9", gaps);
        Check(street, await street.CloseAsync());
    }

    [Fact]
    public async Task A_silo_that_froze_and_wakes_up_is_refused()
    {
        await using var street = await Street.OpenAsync(postgres);
        var (since, owner) = (DateTimeOffset.UtcNow, street.Owner());
        street[owner].Signal("STOP");
        await street.SeesAsync(owner);
        var gap = street.LongestGap(since);
        street[owner].Signal("CONT");
        await street[owner].ExitedAsync();
        await street.StartAsync(owner);
        await street.SeesAsync(owner);
        Print("SIGSTOP", [gap]);
        Check(street, await street.CloseAsync());
    }

    private static async Task<TimeSpan> ReplaceOwnerAsync(Street street, string signal)
    {
        var (since, owner) = (DateTimeOffset.UtcNow, street.Owner());
        street[owner].Signal(signal);
        await street.SeesAsync(owner);
        var gap = street.LongestGap(since);
        await street[owner].ExitedAsync();
        await street.StartAsync(owner);
        await street.SeesAsync("", Rest);
        return gap;
    }

    private void Print(string what, List<TimeSpan> gaps)
    {
        var seconds = gaps.Select(g => g.TotalSeconds).Order().ToList();
        output.WriteLine(FormattableString.Invariant(
            $"{what}: {seconds.Count} times, longest time between two frames with objects: median {seconds[seconds.Count / 2]:0.00} s, most {seconds[^1]:0.00} s ({string.Join(' ', seconds.Select(s => FormattableString.Invariant($"{s:0.0}")))})"));
    }

    private void Check(Street street, (IReadOnlyList<AlertRecord> Changes, HashSet<int> Objects) told)
    {
        var alerts = told.Changes.GroupBy(c => c.Alert.Id).ToList();
        var restarted = alerts.Count(a => a.Any(c => c.Alert.End == AlertEnd.Restarted));
        output.WriteLine($"{alerts.Count} alerts, {told.Changes.Count} changes, {restarted} closed as restarted, {told.Objects.Count} objects");
        Assert.True(alerts.Count > 0, street.Logs());
        Assert.All(alerts, a =>
        {
            // In order, none left out, none twice, and each has an end.
            Assert.Equal(Enumerable.Range(a.First().Alert.Change, a.Count()), a.OrderBy(c => c.Sequence).Select(c => c.Alert.Change));
            Assert.Equal(AlertState.Opened, a.First().Alert.State);
            Assert.Equal(1, a.Count(c => c.Alert.State == AlertState.Closed));
        });
        // Nobody is told of twice for the same stay, and whoever was told of is in the archive.
        Assert.Equal(alerts.Count, alerts.Select(a => (a.First().Alert.ObjectId, a.First().Alert.Tube.Begin)).Distinct().Count());
        // Who was in the picture for less than two reports when the camera's and its group's silo died together is in the alert only.
        var unknown = alerts.Where(a => !told.Objects.Contains(a.First().Alert.ObjectId)).Select(a => a.Last().Alert)
            .Where(a => a.EndAt - a.BeginAt > s_twoReports)
            .Select(a => FormattableString.Invariant($"{a.ObjectId} from {a.BeginAt:HH:mm:ss.f} to {a.EndAt:HH:mm:ss.f}, {a.End}"))
                .ToList();
        Assert.True(unknown.Count == 0, $"not in the archive: {string.Join("; ", unknown)}\n{street.Logs()}");
    }
}
