using Microsoft.Extensions.DependencyInjection;
using Stvg.Core;
using Stvg.Core.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Grains.Hosting;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Tests.Support;
using static Stvg.Core.Tests.Grounding.SceneBuilder;
using IStorageFaultGrain = Orleans.TestingHost.IStorageFaultGrain;

namespace Stvg.Grains.Tests;

/// <summary>Three silos, and what becomes of cameras and sentences when they come and go.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly (byte, byte, byte) s_red = (200, 20, 20);

    /// <summary>Somebody in red walks through from second 1 to 20; later somebody else, from 25 to 35.</summary>
    private static Scene Visits { get; } = new Core.Tests.Grounding.SceneBuilder(400)
        .Add(1, 10, 200, Walk(30, 200, 2), colour: s_red).Add(2, 250, 350, Walk(600, 200, -3), colour: s_red).Build();

    [Fact]
    public async Task An_update_crosses_the_cluster_and_becomes_an_alert()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        await cluster.World.PlayAsync("gate", 390);
        var changes = await cluster.AlertsAsync(all => Closed(all) == 2, "two closed alerts");
        Assert.Equal(2, changes.Where(c => c.Alert.State == AlertState.Opened).Select(c => c.Alert.Id).Distinct().Count());
        var view = Assert.Single(await cluster.Service.Cameras.ListAsync(Ct));
        Assert.Equal("gate", view.Settings.Id);
    }

    [Fact]
    public async Task Grains_live_where_the_roles_of_the_silos_say()
    {
        string[][] roles = [[RoleNames.Camera], [RoleNames.Query], [RoleNames.Inference, RoleNames.Gateway]];
        await using var cluster = await TestCluster.StartAsync(roles: i => roles[i]);
        for (var i = 0; i < 6; i++) await cluster.AddCameraAsync($"gate-{i}", Visits);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal("Silo_0", (await cluster.Grains.GetGrain<ICameraGrain>($"gate-{i}").ReportAsync())!.Silo);
            Assert.Equal("Silo_1", (await cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf($"gate-{i}")).ReportAsync(null)).Silo);
        }

        Assert.Equal("Silo_2", (await cluster.Grains.GetGrain<IInferenceGrain>(ClusterNames.Device("Silo_2", "cpu")).ReportAsync()).Silo);
        var nowhere = await Assert.ThrowsAnyAsync<OrleansException>(
            () => cluster.Grains.GetGrain<IInferenceGrain>(ClusterNames.Device("Silo_0", "cuda:0")).ReportAsync());
        Assert.Contains("cuda:0", nowhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_whose_silo_dies_goes_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        await cluster.World.PlayAsync("gate", 225); // the first visit is over
        await cluster.AlertsAsync(all => Closed(all) == 1, "the first alert");
        var before = await cluster.Grains.GetGrain<ICameraGrain>("gate").ReportAsync();

        await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(before!.Silo), Ct);
        await cluster.World.OwnedAsync("gate", 2);
        await cluster.World.PlayAsync("gate", 390);
        var after = await cluster.Grains.GetGrain<ICameraGrain>("gate").ReportAsync();
        var changes = await cluster.AlertsAsync(all => Closed(all) == 2, "the second alert");

        Assert.NotEqual(before.Silo, after!.Silo);
        Assert.True(after.Epoch > before.Epoch);
        Assert.Equal(2, Ids(changes));
        Assert.Equal(changes.Count, changes.Select(c => (c.Alert.Id, c.Alert.Change)).Distinct().Count());
        var tubelets = await cluster.Archive.TubeletsAsync("gate", null, null, null, 100, Ct);
        output.WriteLine($"owners {cluster.World.Owners("gate")}, tubelets {tubelets.Items.Count}");
    }

    [Fact]
    public async Task Whoever_is_in_the_picture_when_a_silo_dies_is_remembered()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddCameraAsync("gate", Visits);
        await cluster.World.PlayAsync("gate", 100);
        var grain = cluster.Grains.GetGrain<ICameraGrain>("gate");
        var writes = cluster.Storage.Writes;
        await TestCluster.UntilAsync(() => cluster.Storage.Writes > writes + 1, "the camera's memory was written");

        await cluster.Cluster.KillSiloAsync(cluster.SiloCalled((await grain.ReportAsync())!.Silo), Ct);
        await TestCluster.UntilAsync(async () => await grain.WatchAsync() is not null, "the camera is watched again");
        // What the killed grain could still say, or what its memory held: the visit so far is in the archive once, under its own id.
        await TestCluster.UntilAsync(
            async () => (await cluster.Archive.TubeletsAsync("gate", null, null, null, 100, Ct)).Items.Count > 0, "the visit was archived");
        var stored = await cluster.Archive.TubeletsAsync("gate", null, null, null, 100, Ct);
        Assert.InRange(Assert.Single(stored.Items, t => t.Object.Tubelet.Begin == 10).Object.Tubelet.End, 95, 101);
    }

    [Fact]
    public async Task Whoever_is_in_the_picture_is_remembered_when_the_group_is_lost_with_the_camera_though_it_was_elsewhere()
    {
        // Everything is remembered once only; what comes after it are changes.
        string[] seers = [RoleNames.Camera, RoleNames.Inference], judges = [RoleNames.Query, RoleNames.Gateway];
        await using var cluster = await TestCluster.StartAsync(
            silos: 4, roles: i => i < 2 ? seers : judges, options: o => o with { RememberEvery = TimeSpan.FromHours(1) });
        await cluster.AddCameraAsync("gate", Visits);
        var grain = cluster.Grains.GetGrain<ICameraGrain>("gate");
        await cluster.World.PlayAsync("gate", 50);
        var writes = cluster.Storage.Writes;
        await cluster.World.PlayAsync("gate", 60);
        await TestCluster.UntilAsync(() => cluster.Storage.Writes > writes, "everything was written down");
        writes = cluster.Storage.Writes;
        await cluster.World.PlayAsync("gate", 100);
        await TestCluster.UntilAsync(() => cluster.Storage.Writes > writes, "the changes were written down");

        var group = await cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate")).ReportAsync(null);
        var camera = (await grain.ReportAsync())!;
        Assert.NotEqual(group.Silo, camera.Silo);
        await Task.WhenAll(
            cluster.Cluster.KillSiloAsync(cluster.SiloCalled(group.Silo), Ct), cluster.Cluster.KillSiloAsync(cluster.SiloCalled(camera.Silo), Ct));
        await TestCluster.UntilAsync(async () => await grain.WatchAsync() is not null, "the camera is watched again");
        await TestCluster.UntilAsync(
            async () => (await cluster.Archive.TubeletsAsync("gate", null, null, null, 100, Ct)).Items.Count > 0, "the visit was archived");
        var stored = await cluster.Archive.TubeletsAsync("gate", null, null, null, 100, Ct);
        Assert.InRange(Assert.Single(stored.Items, t => t.Object.Tubelet.Begin == 10).Object.Tubelet.End, 95, 101);
    }

    [Fact]
    public async Task A_group_whose_silo_dies_between_evidence_and_alert_alerts_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red", minDuration: TimeSpan.FromSeconds(8));
        await cluster.AddCameraAsync("gate", Visits);
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        await cluster.World.PlayAsync("gate", 70); // six seconds of evidence, two too few
        await TestCluster.UntilAsync(async () => (await group.LatestAsync("gate"))?.Frame >= 70, "the evidence has come");
        var before = await group.ReportAsync(null);

        var hasCamera = (await cluster.Grains.GetGrain<ICameraGrain>("gate").ReportAsync())!.Silo == before.Silo;
        await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(before.Silo), Ct);
        if (hasCamera) await cluster.World.OwnedAsync("gate", 2);
        await cluster.World.PlayAsync("gate", 240);
        var changes = await cluster.AlertsAsync(all => Closed(all) == 1, "the alert");
        Assert.Equal(1, Ids(changes));
        // Where the camera was killed too, the visit begins anew with its new owner, and is still one alert.
        if (!hasCamera) Assert.Equal(10, changes[^1].Alert.Tube.Begin);
        Assert.NotEqual(before.Silo, (await group.ReportAsync(null)).Silo);
    }

    [Theory, InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public async Task Who_is_in_the_picture_when_his_camera_changes_hands_keeps_his_id_and_his_alert(bool dies, bool withItsGroup)
    {
        string[][] roles = withItsGroup ? [[RoleNames.Gateway], [RoleNames.Camera, RoleNames.Query], [RoleNames.Camera, RoleNames.Query]]
            : [[RoleNames.Query, RoleNames.Gateway], [RoleNames.Camera], [RoleNames.Camera]];
        await using var cluster = await TestCluster.StartAsync(roles: i => roles[i]);
        await cluster.AddQueryAsync("a person in red");
        var camera = cluster.Grains.GetGrain<ICameraGrain>("gate");
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        // Where camera and group are to be lost together, they have to be together.
        await cluster.AddCameraAsync("gate", Visits);
        if (withItsGroup) await cluster.TogetherAsync("gate");
        await cluster.World.PlayAsync("gate", 120);
        var open = (await cluster.AlertsAsync(all => all.Count > 0, "the alert"))[0].Alert;
        var (before, owners) = (await camera.ReportAsync(), cluster.World.Owners("gate"));
        if (withItsGroup)
        {
            Assert.Equal(before!.Silo, (await group.ReportAsync(null)).Silo);
            // Nobody but the memory will know who was there.
            var writes = cluster.Storage.Writes;
            await TestCluster.UntilAsync(() => cluster.Storage.Writes > writes + 1, "the camera's memory was written");
        }

        if (dies) await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(before!.Silo), Ct);
        else await cluster.Cluster.StopSiloAsync(cluster.SiloCalled(before!.Silo), Ct);
        await cluster.World.OwnedAsync("gate", owners + 1);
        await cluster.World.PlayAsync("gate", 240);
        var changes = await cluster.AlertsAsync(all => Closed(all) == 1, "its end");
        Assert.All(changes, c => Assert.Equal((open.Id, open.ObjectId), (c.Alert.Id, c.Alert.ObjectId)));
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(c => c.Alert.Change));
        Assert.Equal((AlertEnd.ObjectGone, open.Tube.Begin, 200),
            (changes[^1].Alert.End, changes[^1].Alert.Tube.Begin, changes[^1].Alert.Tube.End));
    }

    [Fact]
    public async Task A_camera_that_never_comes_back_leaves_no_alert_open()
    {
        await using var cluster =
            await TestCluster.StartAsync(
            silos: 1, options: o => o with { SilentFor = TimeSpan.FromMilliseconds(500), ReloadEvery = TimeSpan.FromMilliseconds(100) });
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        await cluster.World.PlayAsync("gate", 120);
        await cluster.AlertsAsync(all => all.Count > 0, "the alert");
        cluster.World.Lose("gate");
        var changes = await cluster.AlertsAsync(all => Closed(all) == 1, "its end");
        Assert.Equal(AlertEnd.CameraStopped, changes[^1].Alert.End);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_alert_that_is_open_when_its_groups_silo_goes_goes_on_with_the_next(bool dies)
    {
        string[][] roles = [[RoleNames.Camera, RoleNames.Gateway], [RoleNames.Query], [RoleNames.Query]];
        await using var cluster = await TestCluster.StartAsync(roles: i => roles[i]);
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        await cluster.World.PlayAsync("gate", 120);
        var open = (await cluster.AlertsAsync(all => all.Count > 0, "the alert"))[0].Alert;
        var before = await group.ReportAsync(null);

        if (dies) await cluster.Cluster.KillSiloAsync(cluster.SiloCalled(before.Silo), Ct);
        else await cluster.Cluster.StopSiloAsync(cluster.SiloCalled(before.Silo), Ct);
        await cluster.World.PlayAsync("gate", 240);
        var changes = await cluster.AlertsAsync(all => Closed(all) == 1, "its end");

        Assert.NotEqual(before.Silo, (await group.ReportAsync(null)).Silo);
        Assert.All(changes, c => Assert.Equal(open.Id, c.Alert.Id));
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(c => c.Alert.Change));
        Assert.Equal((AlertEnd.ObjectGone, open.Tube.Begin, 200),
            (changes[^1].Alert.End, changes[^1].Alert.Tube.Begin, changes[^1].Alert.Tube.End));
    }

    [Fact]
    public async Task A_silo_that_ends_hands_its_cameras_over()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddQueryAsync("a person in red");
        for (var i = 0; i < 6; i++) await cluster.AddCameraAsync($"gate-{i}", Visits);
        for (var i = 0; i < 6; i++) await cluster.World.PlayAsync($"gate-{i}", 225);
        await cluster.AlertsAsync(all => Closed(all) == 6, "the first alerts");
        var leaving = (await cluster.Grains.GetGrain<ICameraGrain>("gate-0").ReportAsync())!.Silo;

        await cluster.Cluster.StopSiloAsync(cluster.SiloCalled(leaving), Ct);
        for (var i = 0; i < 6; i++) await cluster.World.PlayAsync($"gate-{i}", 390);
        output.WriteLine($"owners {string.Join(' ', Enumerable.Range(0, 6).Select(i => cluster.World.Owners($"gate-{i}")))}");
        var changes = await cluster.AlertsAsync(all => Closed(all) == 12, "the second alerts");
        Assert.Equal(12, Ids(changes));
        for (var i = 0; i < 6; i++) Assert.NotEqual(
            leaving, (await cluster.Grains.GetGrain<ICameraGrain>($"gate-{i}").ReportAsync())!.Silo);
    }

    [Fact]
    public async Task Storage_that_fails_for_a_while_loses_nothing()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        cluster.Storage.Failing = "no space left on device";
        await cluster.World.PlayAsync("gate", 300);
        cluster.Storage.Failing = null;
        var writes = cluster.Storage.Writes;
        await TestCluster.UntilAsync(() => cluster.Storage.Writes > writes, "the memory was written again");
        await cluster.World.PlayAsync("gate", 390);
        Assert.Equal(2, Ids(await cluster.AlertsAsync(all => Closed(all) == 2, "two alerts")));
        Assert.Equal(1, cluster.World.Owners("gate"));
    }

    [Fact]
    public async Task A_write_that_the_storage_refuses_now_and_then_loses_nothing()
    {
        // The runtime's own provider for this, instead of the tests': every refusal is for one write of one grain.
        await using var cluster =
            await TestCluster.StartAsync(silos: 2, configure: silo => silo.Services.AddFaultInjectionMemoryStorage(ClusterNames.Storage));
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visits);
        var (faults, camera) = (cluster.Grains.GetGrain<IStorageFaultGrain>("camera"),
            cluster.Grains.GetGrain<ICameraGrain>("gate").GetGrainId());
        for (var frame = 60; frame <= 390; frame += 30)
        {
            await cluster.World.PlayAsync("gate", frame);
            await TestCluster.UntilAsync(RefusesAsync, "the refusal before was used up");
        }

        async Task<bool> RefusesAsync()
        {
            try
            {
                await faults.AddFaultOnWrite(camera, new IOException("no space left on device"));
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        Assert.Equal(2, Ids(await cluster.AlertsAsync(all => Closed(all) == 2, "two alerts")));
        Assert.Equal(1, cluster.World.Owners("gate"));
    }

    [Fact]
    public async Task What_people_are_told_of_crosses_silos_as_what_it_is()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        await cluster.AddCameraAsync("gate", Visits);
        // These silos have no detector, so nobody can connect to a camera ahead; asked from the silo that does not have to answer, too.
        foreach (var silo in cluster.Cluster.Silos)
        {
            var grains = silo.ServiceProvider.GetRequiredService<IGrainFactory>();
            var refused = await Assert.ThrowsAsync<StvgException>(() => grains.GetGrain<IStandbyGrain>("gate/9").PrepareAsync());
            Assert.Contains("no detector", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cameras_are_spread_over_the_silos()
    {
        await using var cluster = await TestCluster.StartAsync();
        for (var i = 0; i < 12; i++) await cluster.AddCameraAsync($"gate-{i}", Visits);
        var where = new List<string>();
        for (var i = 0; i < 12; i++) where.Add((await cluster.Grains.GetGrain<ICameraGrain>($"gate-{i}").ReportAsync())!.Silo);
        output.WriteLine(string.Join(", ", where.CountBy(w => w).Select(w => $"{w.Key} {w.Value}")));
        Assert.Equal(3, where.Distinct().Count());
    }

    private static int Closed(IEnumerable<Core.Services.AlertRecord> all) => all.Count(c => c.Alert.State == AlertState.Closed);

    private static int Ids(IEnumerable<Core.Services.AlertRecord> all) => all.Select(c => c.Alert.Id).Distinct().Count();
}
