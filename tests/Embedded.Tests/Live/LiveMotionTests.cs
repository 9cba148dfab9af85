using Stvg.Core.Frames;
using Stvg.Core.Tracking;
using Stvg.Embedded.Live;

namespace Stvg.Embedded.Tests.Live;

public sealed class LiveMotionTests
{
    private static readonly DateTimeOffset s_begin = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_walks_is_shown_where_he_must_be_by_now()
    {
        var motion = new LiveMotion();
        motion.Looked(s_begin, [At(1, 100), At(2, 300)]);
        motion.Looked(s_begin.AddSeconds(0.4), [At(1, 120), At(2, 300), At(3, 50)]);
        var now = motion.At(s_begin.AddSeconds(0.6), [At(1, 120), At(2, 300), At(3, 50)]);
        Assert.Equal([130f, 300, 50], now.Select(o => o.Box.X));
    }

    [Fact]
    public void Nobody_is_sent_further_than_he_can_be_trusted_to_go_on()
    {
        var motion = new LiveMotion();
        Assert.Equal(100, Assert.Single(motion.At(s_begin, [At(1, 100)])).Box.X);
        motion.Looked(s_begin, [At(1, 100)]);
        motion.Looked(s_begin.AddSeconds(0.5), [At(1, 110)]);
        Assert.Equal(130, Assert.Single(motion.At(s_begin.AddSeconds(30), [At(1, 110)])).Box.X);
        // Two looks that lie far apart say nothing of how he walks.
        motion.Looked(s_begin.AddSeconds(5), [At(1, 200)]);
        Assert.Equal(200, Assert.Single(motion.At(s_begin.AddSeconds(5.2), [At(1, 200)])).Box.X);
    }

    private static TrackedObject At(int id, float x) => new(id, new Box(x, 10, 20, 60), 0, 0.9f, 0);
}
