using Stvg.Models.Inference;

namespace Stvg.Models.Tests.Inference;

public sealed class FairQueueTests
{
    private readonly object _network = new();
    private readonly List<string> _left = [];

    [Fact]
    public void Newer_frame_of_a_camera_takes_the_place_of_its_older_one()
    {
        var queue = new FairQueue<string>(8);
        var a = Live(queue);
        var b = Live(queue);
        Assert.Null(queue.Add(a, "a1"));
        Assert.Null(queue.Add(b, "b1"));
        Assert.Equal("a1", queue.Add(a, "a2"));
        Assert.Equal(2, queue.Count);
        Assert.Equal(["a2", "b1"], TakeAll(queue));
    }

    [Fact]
    public void Camera_that_must_lose_nothing_keeps_its_order()
    {
        var queue = new FairQueue<string>(2);
        var file = File(queue);
        for (var i = 0; i < 10; i++) Assert.Null(queue.Add(file, $"{i}"));
        Assert.Equal(10, queue.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), TakeAll(queue));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Camera_with_many_frames_does_not_starve_another()
    {
        var queue = new FairQueue<string>(8);
        FairQueue<string>.Lane file = File(queue), live = Live(queue);
        for (var i = 0; i < 5; i++) queue.Add(file, $"f{i}");
        queue.Add(live, "l0");
        Assert.Equal("f0", Take(queue));
        Assert.Equal("l0", Take(queue));
        Assert.Equal("f1", Take(queue));
        queue.Add(live, "l1");
        Assert.Equal("l1", Take(queue));
        Assert.Equal(["f2", "f3", "f4"], TakeAll(queue));
    }

    [Fact]
    public void Camera_that_had_nothing_when_its_turn_came_is_served_as_soon_as_it_has()
    {
        var queue = new FairQueue<string>(8);
        FairQueue<string>.Lane a = Live(queue), b = Live(queue), c = Live(queue);
        foreach (var (lane, item) in new[] { (a, "a1"), (b, "b1"), (c, "c1") }) queue.Add(lane, item);
        Assert.Equal(["a1", "b1", "c1"], TakeAll(queue));
        queue.Add(a, "a2");
        queue.Add(c, "c2");
        Assert.Equal(["a2", "c2"], TakeAll(queue)); // b has nothing
        foreach (var (lane, item) in new[] { (c, "c3"), (a, "a3"), (b, "b3") }) queue.Add(lane, item);
        Assert.Equal(["b3", "a3", "c3"], TakeAll(queue));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(10, 4)]
    [InlineData(16, 16)]
    [InlineData(100, 64)]
    public void Overload_is_shared_equally(int cameras, int capacity)
    {
        // Every camera brings a frame a round, the device manages a third of them, whatever the order of arrival.
        var queue = new FairQueue<string>(capacity);
        var arrivals = Enumerable.Range(0, cameras).Select(i => (Lane: Live(queue), Name: $"camera {i}")).ToArray();
        var served = new Dictionary<string, int>();
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            random.Shuffle(arrivals);
            for (var i = 0; i < cameras; i++)
            {
                queue.Add(arrivals[i].Lane, arrivals[i].Name);
                Assert.True(queue.Count <= capacity);
                if (i % 3 == 2 && Take(queue) is { } name) served[name] = served.GetValueOrDefault(name) + 1;
            }
        }
        Assert.Equal(cameras, served.Count);
        var (least, most) = (served.Values.Min(), served.Values.Max());
        Assert.True(most - least <= 2, $"between {least} and {most} frames a camera");
    }

    [Fact]
    public void Full_line_sends_away_the_camera_that_was_served_last()
    {
        var queue = new FairQueue<string>(2);
        FairQueue<string>.Lane a = Live(queue), b = Live(queue), c = Live(queue);
        queue.Add(a, "a1");
        Assert.Equal("a1", Take(queue));
        queue.Add(a, "a2");
        queue.Add(b, "b1");
        Assert.Equal("a2", queue.Add(c, "c1"));
        Assert.Equal("a3", queue.Add(a, "a3"));
        Assert.Equal(["b1", "c1"], TakeAll(queue));
    }

    [Fact]
    public void Full_line_lets_cameras_in_that_must_lose_nothing()
    {
        var queue = new FairQueue<string>(1);
        FairQueue<string>.Lane live = Live(queue), file = File(queue), other = File(queue);
        queue.Add(live, "l1");
        Assert.Equal("l1", queue.Add(file, "f1"));
        Assert.Null(queue.Add(other, "o1"));
        Assert.Equal("l2", queue.Add(live, "l2"));
        Assert.Equal(["f1", "o1"], TakeAll(queue));
    }

    [Fact]
    public void Batch_holds_one_network_and_serves_every_camera_before_any_twice()
    {
        var queue = new FairQueue<string>(8);
        var big = new object();
        FairQueue<string>.Lane a = File(queue, maxBatch: 4), x = Live(queue, big, 4), b = Live(queue, maxBatch: 4);
        foreach (var item in (string[])["a1", "a2", "a3", "a4"]) queue.Add(a, item);
        queue.Add(x, "x1");
        queue.Add(b, "b1");
        Assert.Equal(["a1", "b1", "a2", "a3"], TakeBatch(queue));
        Assert.Equal(["x1"], TakeBatch(queue));
        Assert.Equal(["a4"], TakeBatch(queue));
        Assert.Empty(TakeBatch(queue));
    }

    [Fact]
    public void Network_for_single_pictures_gets_single_pictures()
    {
        var queue = new FairQueue<string>(8);
        FairQueue<string>.Lane a = Live(queue), b = Live(queue);
        queue.Add(a, "a");
        queue.Add(b, "b");
        Assert.Equal(["a"], TakeBatch(queue));
        Assert.Equal(["b"], TakeBatch(queue));
    }

    [Fact]
    public void Item_that_nobody_wants_any_more_leaves()
    {
        var queue = new FairQueue<string>(1);
        FairQueue<string>.Lane a = File(queue), b = Live(queue);
        queue.Add(a, "a1");
        queue.Add(a, "a2");
        Assert.True(queue.Remove(a, "a1"));
        Assert.False(queue.Remove(a, "a1"));
        Assert.Equal(1, queue.Count);
        Assert.True(queue.Remove(a, "a2"));
        Assert.Null(queue.Add(b, "b1")); // the line is free again
        Assert.Equal(["b1"], TakeAll(queue));
    }

    [Fact]
    public void Camera_that_goes_leaves_its_items_to_whoever_answers_for_them()
    {
        var queue = new FairQueue<string>(2);
        FairQueue<string>.Lane a = File(queue), b = Live(queue);
        queue.Add(a, "a1");
        queue.Add(a, "a2");
        queue.Add(b, "b1");
        queue.Close(a, _left);
        queue.Close(a, _left);
        Assert.Equal(["a1", "a2"], _left);
        Assert.Equal(["b1"], TakeAll(queue));
    }

    private FairQueue<string>.Lane Live(FairQueue<string> queue, object? network = null, int maxBatch = 1) =>
        queue.Open(QueuePolicy.LatestOnly, network ?? _network, maxBatch);

    private FairQueue<string>.Lane File(FairQueue<string> queue, int maxBatch = 1) => queue.Open(QueuePolicy.Lossless, _network, maxBatch);

    private static string? Take(FairQueue<string> queue)
    {
        var one = new string?[1];
        return queue.Take(one) == 1 ? one[0] : null;
    }

    private static string[] TakeBatch(FairQueue<string> queue)
    {
        var batch = new string?[8];
        return batch[..queue.Take(batch)]!;
    }

    private static List<string> TakeAll(FairQueue<string> queue)
    {
        List<string> all = [];
        while (Take(queue) is { } item) all.Add(item);
        return all;
    }
}
