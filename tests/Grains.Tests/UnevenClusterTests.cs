using Stvg.Core.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Tests.Support;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>A silo that has everything to do, and one that comes later.</summary>
public sealed class UnevenClusterTests(ITestOutputHelper output)
{
    private const int Cameras = 6, Frames = 1200, Every = 60;

    // Ten frames a second in the scene, but as fast as this on the clock: what cameras cost is measured, so they have to cost something.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(25);

    private static readonly string[] s_all = [.. Enumerable.Range(0, Cameras).Select(i => $"gate-{i}")];

    /// <summary>Somebody in red walks through every six seconds, for four seconds.</summary>
    private static Scene Street { get; } = Enumerable.Range(0, Frames / Every).Aggregate(
        new Core.Tests.Grounding.SceneBuilder(Frames),
        (street, i) => street.Add(
            i + 1, (Every * i) + 10, (Every * i) + 50, Walk(30 + (i % 7 * 40), 150 + (i % 3 * 60), 2), colour: (200, 20, 20))).Build();

    [Fact]
    public async Task A_silo_that_comes_late_gets_cameras_by_what_they_cost_and_no_alert_is_lost_or_doubled()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 1);
        await cluster.AddQueryAsync("a person in red");
        foreach (var id in s_all) await cluster.AddCameraAsync(id, Street);
        var first = cluster.Cluster.Silos.Single().Name;
        Assert.All(await WhereAsync(cluster), silo => Assert.Equal(first, silo));
        await cluster.Cluster.StartAdditionalSiloAsync();

        using var clock = new PeriodicTimer(s_pace);
        var (frame, moved) = (0, 0);
        while (frame < Frames - 200 && moved < Cameras / 2)
        {
            await clock.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            frame += 1;
            await Task.WhenAll(s_all.Select(id => cluster.World.GoOnAsync(id, frame, behind: 20)));
            if (frame % 20 == 0) moved = (await WhereAsync(cluster)).Count(silo => silo != first);
        }

        var where = await WhereAsync(cluster);
        output.WriteLine($"after {frame} frames: {string.Join(", ", where.CountBy(w => w).Select(w => $"{w.Key} {w.Value}"))}");
        Assert.InRange(where.Count(silo => silo != first), 2, 4);
        // Each moved once, and none back.
        Assert.Equal(Cameras + where.Count(silo => silo != first), s_all.Sum(cluster.World.Owners));

        foreach (var id in s_all) await cluster.World.PlayAsync(id, Frames + 15);
        var expected = Cameras * Frames / Every;
        var changes = await cluster.AlertsAsync(
            all => all.Count(c => c.Alert.State == AlertState.Closed) >= expected, $"{expected} closed alerts");
        var alerts = changes.GroupBy(c => c.Alert.Id).ToList();
        Assert.Equal(expected, alerts.Count);
        Assert.All(alerts, a => Assert.Equal(Enumerable.Range(1, a.Count()), a.Select(c => c.Alert.Change)));
        Assert.All(alerts, a => Assert.Equal(AlertEnd.ObjectGone, a.Last().Alert.End));
        // Every visit of every camera is told of once.
        Assert.Equal(expected, alerts.Select(a => (a.Last().Alert.CameraId, a.Last().Alert.Tube.Begin / Every)).Distinct().Count());
    }

    private static async Task<string[]> WhereAsync(TestCluster cluster)
    {
        var reports = await Task.WhenAll(s_all.Select(id => cluster.Grains.GetGrain<ICameraGrain>(id).ReportAsync()));
        return [.. reports.Select(r => r!.Silo)];
    }
}
