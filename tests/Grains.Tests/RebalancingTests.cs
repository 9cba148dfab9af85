using Stvg.Grains.Interfaces.Wire;
using Stvg.Grains.Placement;

namespace Stvg.Grains.Tests;

/// <summary>Cameras move for good reasons only.</summary>
public sealed class RebalancingTests
{
    [Fact]
    public void A_difference_that_lasts_moves_the_camera_that_evens_it_out_best()
    {
        var rebalancing = new Rebalancing(Group);
        CameraReport[] cameras = [Camera("small", 0.2), Camera("middle", 1.2), Camera("large", 2.6)];
        var moves = Enumerable.Range(0, 30).Select(_ => rebalancing.Choose("a", [Load("a", 1.0), Load("b", 0.4), Load("c", 0.7)], cameras))
            .ToList();
        // Of 1.0 and 0.4 a camera of 1.2 on four processors makes 0.7 and 0.7.
        Assert.Equal([("middle", "b"), ("middle", "b")], moves.OfType<(string, string)>());
        Assert.All(moves.Take(14), m => Assert.Null(m));
    }

    [Fact]
    public void A_difference_that_comes_and_goes_moves_nothing()
    {
        var rebalancing = new Rebalancing(Group);
        for (var i = 0; i < 100; i++)
            Assert.Null(rebalancing.Choose("a", [Load("a", 1.0), Load("b", i % 10 == 9 ? 0.98 : 0.4)], [Camera("x", 1.2)]));
    }

    [Theory]
    [InlineData(1.0, 1.1, 0.2)] // somebody else is busier
    [InlineData(0.5, 0.45, 0.2)] // hardly a difference
    [InlineData(1.0, 0.2, 4.0)] // the only camera would make the other one as busy
    [InlineData(1.0, 0.2, 0.1)] // it would change next to nothing
    public void Nothing_moves_without_need(double mine, double other, double cost)
    {
        var rebalancing = new Rebalancing(Group);
        for (var i = 0; i < 50; i++) Assert.Null(rebalancing.Choose("a", [Load("a", mine), Load("b", other)], [Camera("x", cost)]));
    }

    [Fact]
    public void Nobody_gives_to_a_silo_that_leaves()
    {
        var rebalancing = new Rebalancing(Group);
        for (var i = 0; i < 50; i++) Assert.Null(
            rebalancing.Choose("a", [Load("a", 1.0), Load("b", 0) with { IsLeaving = true }], [Camera("x", 1.2)]));
    }

    [Fact]
    public void Of_cameras_that_would_do_as_well_one_goes_whose_group_is_there_already()
    {
        var rebalancing = new Rebalancing(Group);
        CameraReport[] cameras = [Camera("1 a", 1.2), Camera("1 b", 1.2), Camera("2 a", 1.21), Camera("3 a", 1.2)];
        SiloLoad[] loads = [Load("a", 1.0) with { Groups = [1, 1, 2, 3] }, Load("b", 0.4) with { Groups = [2, 2, 4] }];
        var moves = Enumerable.Range(0, 15).Select(_ => rebalancing.Choose("a", loads, cameras)).ToList();
        Assert.Equal(("2 a", "b"), moves[^1]);
    }

    private static int Group(string cameraId) => int.TryParse(cameraId.AsSpan(0, 1), out var group) ? group : 0;

    private static SiloLoad Load(string address, double cost) => new(address, cost, false, 4, true);

    private static CameraReport Camera(string id, double cost) => new() { CameraId = id, Cost = cost };
}
