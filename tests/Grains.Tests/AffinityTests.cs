using Orleans.Runtime.Placement;
using Stvg.Core.Alerts;
using Stvg.Core.Tubelets;
using Stvg.Grains.Interfaces;
using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;
using Stvg.Grains.Tests.Support;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>Cameras and their groups seek each other, as long as no silo gets too much to do by it.</summary>
public sealed class AffinityTests
{
    private static readonly SiloAddress s_a = Address(1), s_b = Address(2), s_c = Address(3);

    private static Scene Visit { get; } = new Core.Tests.Grounding.SceneBuilder(400)
        .Add(1, 10, 300, Walk(30, 200, 2), colour: (200, 20, 20)).Build();

    [Theory]
    [InlineData(0.50, 0.45, 0.9, 1)] // the group's silo is hardly busier than another one
    [InlineData(0.50, 0.30, 0.9, 2)] // it is clearly busier
    [InlineData(0.10, 0.45, 0.9, 1)]
    public void A_camera_goes_to_its_group_unless_that_is_clearly_busier(double a, double b, double c, int expected)
    {
        var loads = new SiloLoads();
        loads.Learn([Load(s_a, a), Load(s_b, b), Load(s_c, c)]);
        Assert.Equal(Address(expected), loads.ForCamera(s_a, [s_a, s_b, s_c]));
    }

    [Fact]
    public void A_camera_whose_group_is_nowhere_or_on_a_silo_that_leaves_goes_where_the_least_work_is()
    {
        var loads = new SiloLoads();
        loads.Learn([Load(s_a, 0.1) with { IsLeaving = true }, Load(s_b, 0.12), Load(s_c, 0.9)]);
        Assert.Equal(s_b, loads.ForCamera(s_a, [s_a, s_b, s_c]));
        Assert.Equal(s_b, loads.ForCamera(null, [s_a, s_b, s_c]));
        Assert.Equal(s_c, loads.ForCamera(s_b, [s_c])); // of another role
    }

    [Fact]
    public void A_group_goes_where_most_of_its_cameras_are()
    {
        var loads = new SiloLoads();
        loads.Learn([Load(s_a, 0.1, 1, 2), Load(s_b, 0.9, 1, 1, 3), Load(s_c, 0, 4) with { HasQueries = false }]);
        Assert.Equal(s_b, loads.ForGroup(1, [s_a, s_b], s_a, here: 1));
        // What its own silo knows of itself is newer than what the directory told.
        Assert.Equal(s_a, loads.ForGroup(1, [s_a, s_b], s_a, here: 3));
        Assert.Equal(s_a, loads.ForGroup(7, [s_a, s_b], s_c, here: 0));
        Assert.Equal(s_b, loads.Closer(1, s_a, here: 1));
        Assert.Null(loads.Closer(1, s_a, here: 2));
        Assert.Null(loads.Closer(4, s_a, here: 0)); // that one may not judge
    }

    [Fact]
    public async Task Cameras_that_are_added_are_with_their_groups()
    {
        await using var cluster = await TestCluster.StartAsync();
        var together = 0;
        for (var i = 0; i < 12; i++) await cluster.AddCameraAsync($"gate-{i}", Visit);
        for (var i = 0; i < 12; i++)
        {
            var camera = (await cluster.Grains.GetGrain<ICameraGrain>($"gate-{i}").ReportAsync())!.Silo;
            if (camera == (await cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf($"gate-{i}")).ReportAsync(null)).Silo) together++;
        }

        // All but those that would have made a silo too busy.
        Assert.InRange(together, 9, 12);
    }

    [Fact]
    public async Task A_group_follows_its_cameras_and_its_alert_goes_on()
    {
        await using var cluster = await TestCluster.StartAsync(options: o => o with { FollowEvery = TimeSpan.FromMilliseconds(300) });
        await cluster.AddQueryAsync("a person in red");
        await cluster.AddCameraAsync("gate", Visit);
        await cluster.World.PlayAsync("gate", 120);
        var open = (await cluster.AlertsAsync(all => all.Count > 0, "the alert"))[0].Alert;
        var camera = cluster.Grains.GetGrain<ICameraGrain>("gate");
        var group = cluster.Grains.GetGrain<IQueryGrain>(TestCluster.GroupOf("gate"));
        var from = (await camera.ReportAsync())!.Silo;
        RequestContext.Set(IPlacementDirector.PlacementHintKey, cluster.Cluster.Silos.First(s => s.Name != from).SiloAddress);
        await camera.MoveAsync();
        RequestContext.Clear();
        await cluster.World.OwnedAsync("gate", 2);
        await TestCluster.UntilAsync(
            async () => (await camera.ReportAsync())?.Silo is { } now && now != from && (await group.ReportAsync(null)).Silo == now,
            "the group is where the camera went");

        await cluster.World.PlayAsync("gate", 340);
        var changes = await cluster.AlertsAsync(all => all.Any(c => c.Alert.State == AlertState.Closed), "its end");
        Assert.All(changes, c => Assert.Equal(open.Id, c.Alert.Id));
        Assert.Equal(Enumerable.Range(1, changes.Count), changes.Select(c => c.Alert.Change));
    }

    private static SiloAddress Address(int port) => SiloAddress.New(System.Net.IPAddress.Loopback, port, 1);

    private static SiloLoad Load(SiloAddress silo, double cost, params int[] groups) =>
        new(silo.ToParsableString(), cost, false, 4, true) { HasQueries = true, Groups = groups };
}
