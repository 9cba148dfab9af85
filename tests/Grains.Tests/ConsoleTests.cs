using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Services;
using Stvg.Grains.Hosting;
using Stvg.Grains.Tests.Support;
using static Stvg.Core.Tests.Grounding.SceneBuilder;

namespace Stvg.Grains.Tests;

/// <summary>What the console asks, asked of a cluster.</summary>
public sealed class ConsoleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_is_changed_by_its_owner_and_its_zones_reach_the_group()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddCameraAsync("gate", new Core.Tests.Grounding.SceneBuilder(200).Add(1, 0, 199, Walk(300, 200)).Build());
        await cluster.World.PlayAsync("gate", 20);
        var before = (await cluster.Service.Cameras.FindAsync("gate", Ct))!;
        var door = new Zone("door", new Polygon([new(0, 0), new(1, 0), new(1, 1)]));
        var changed = await cluster.Service.Cameras.ChangeAsync(before.Settings with { Name = "The gate", Zones = [door] }, Ct);
        Assert.Equal(("The gate", "door"), (changed.Settings.Name, changed.Settings.Zones[0].Name));
        Assert.Equal(door.Area.Points, changed.Settings.Zones[0].Area.Points);
        Assert.Equal(2, cluster.World.Owners("gate"));
        await cluster.World.PlayAsync("gate", 60);
        // Numbers are not given out twice.
        var record = (await cluster.Archive.FindCameraAsync("gate", Ct))!;
        Assert.Equal(("The gate", before.AddedAt), (record.Settings.Name, record.AddedAt));
        Assert.True(record.NextTubeletId > 1000, $"{record.NextTubeletId}");
        var refused = await Assert.ThrowsAsync<ServiceException>(
            () => cluster.Service.Cameras.ChangeAsync(before.Settings with { Id = "none" }, Ct));
        Assert.Equal(ServiceError.NotFound, refused.Kind);
    }

    [Fact]
    public async Task The_newest_picture_comes_from_whoever_watches()
    {
        await using var cluster = await TestCluster.StartAsync(silos: 2);
        await cluster.AddCameraAsync("gate", new Core.Tests.Grounding.SceneBuilder(50).Build());
        var picture = await cluster.Service.Cameras.PictureAsync("gate", new PictureRequest { Width = 320, Marks = true }, Ct);
        Assert.Equal([0xff, 0xd8], picture!.Jpeg.ToArray());
        var one = Assert.Single(picture.Objects);
        Assert.Equal((3, "person", new Box(1, 2, 30, 80)), (one.Id, one.Category, one.Box));
        Assert.True((await cluster.Service.Cameras.PictureAsync("gate", new PictureRequest(), Ct))!.Jpeg.IsEmpty);
        var refused = await Assert.ThrowsAsync<ServiceException>(
            () => cluster.Service.Cameras.PictureAsync("none", new PictureRequest { Width = 320 }, Ct));
        Assert.Equal(ServiceError.NotFound, refused.Kind);
    }

    [Fact]
    public async Task The_silos_tell_how_they_fare()
    {
        await using var cluster =
            await TestCluster.StartAsync(silos: 2, roles: i => i == 0 ? [RoleNames.Camera, RoleNames.Query] : [RoleNames.Gateway]);
        await cluster.AddCameraAsync("gate", new Core.Tests.Grounding.SceneBuilder(50).Build());
        SystemStatus status;
        do status = await cluster.Service.System.StatusAsync(Ct);
        while (status.Silos.Length < 2 || status.Silos.Sum(s => s.Cameras) < 1);
        Assert.Equal(["camera", "query"], status.Silos.Single(s => s.Cameras == 1).Roles.Order());
        Assert.Equal("sqlite", status.Storage.Engine);
        Assert.DoesNotContain(status.Silos, s => s.IsLeaving);
    }
}
