using FsCheck;
using FsCheck.Fluent;
using Stvg.Core.Cameras;

namespace Stvg.Core.Tests.Cameras;

public sealed class StreamClockTests
{
    private static readonly DateTimeOffset s_epoch = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    // The monotonic clock and the camera's begin wherever they like.
    private const double HostZero = 5000;
    private const double CameraZero = 77.7;

    [Theory]
    [InlineData(15)]
    [InlineData(25)]
    [InlineData(29.97)]
    [InlineData(1)]
    public void As_many_ticks_as_frames_lose_nothing_however_the_times_shake_by_two_fifths_of_a_tick(double fps) =>
        Prop.ForAll(Gen.Choose(-4000, 4000).ArrayOf(600).ToArbitrary(), shakes =>
        {
            var clock = Live(fps);
            var numbers = Numbers(clock, shakes.Select((s, k) => (At: k / fps, Pts: (k + (s / 10_000.0)) / fps)));
            Assert.Equal(shakes.Length, numbers.Count);
            AssertGrowing(numbers);
            // In step after the beginning: no ticks are left out either.
            Assert.Equal(numbers[100] + 499, numbers[599]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_worst_shake_of_the_first_frame_loses_nothing()
    {
        foreach (var first in new[] { -0.4, 0.4 })
        {
            foreach (var rest in new[] { -0.4, 0.4, 0.0 })
            {
                var frames = Enumerable.Range(0, 200).Select(k => (k / 10.0, (k + (k == 0 ? first : k % 2 == 0 ? rest : -rest)) / 10.0));
                Assert.Equal(200, Numbers(Live(10), frames).Count);
            }
        }
    }

    [Fact]
    public void A_number_is_the_tick_of_its_time_and_the_time_is_near_the_arrival()
    {
        var timeline = new CameraTimeline(s_epoch, 15);
        var clock = Live(15);
        var random = new Random(1);
        for (var k = 0; k < 2000; k++)
        {
            var at = (k / 15.0) + (random.NextDouble() * 0.08);
            if (!clock.TryPlace(CameraZero + (k / 15.0), Host(at), out var placed)) continue;
            Assert.Equal(placed.Number, timeline.FrameAt(placed.CapturedAt));
            Assert.InRange((placed.CapturedAt - s_epoch).TotalSeconds - 100 - at, -0.3, 0.2);
        }
    }

    [Theory]
    [InlineData(25, 15)]
    [InlineData(30, 10)]
    [InlineData(60, 25)]
    public void Of_more_frames_than_ticks_each_tick_gets_one(double source, double grid)
    {
        var numbers = Numbers(Live(grid), Enumerable.Range(0, (int)(source * 20)).Select(k => (k / source, k / source)));
        AssertGrowing(numbers);
        Assert.InRange(numbers.Count, (20 * grid) - 3, (20 * grid) + 5);
    }

    [Fact]
    public void Fewer_frames_than_ticks_keep_their_distances()
    {
        var numbers = Numbers(Live(15), Enumerable.Range(0, 100).Select(k => (k / 5.0, k / 5.0)));
        Assert.Equal(100, numbers.Count);
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.Equal(3, pair.Second - pair.First));
    }

    [Theory]
    [InlineData(200e-6)]
    [InlineData(-200e-6)]
    public void A_camera_whose_clock_runs_wrong_is_followed_for_days_and_loses_next_to_nothing(double wrong)
    {
        var clock = Live(10);
        const int Frames = 10 * 86_400 * 2;
        var (placed, last) = (0, default(PlacedFrame));
        for (var k = 0; k < Frames; k++)
        {
            if (!clock.TryPlace(CameraZero + (k / 10.0 * (1 + wrong)), Host(k / 10.0), out var now)) continue;
            Assert.True(now.Number > last.Number && now.CapturedAt > last.CapturedAt);
            (placed, last) = (placed + 1, now);
        }
        // The camera is 35 seconds off by now; its frames are not.
        Assert.InRange((last.CapturedAt - s_epoch).TotalSeconds - 100 - (Frames / 10.0), -0.4, 0.4);
        Assert.Equal(0, clock.Jumps);
        Assert.InRange(placed, Frames * (1 - 300e-6), Frames);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-3000)]
    [InlineData(40)]
    [InlineData(-95443.7)] // an MPEG clock of 33 bits starts again
    public void A_jump_of_the_streams_times_is_one_and_time_goes_on(double jump)
    {
        var clock = Live(10);
        var numbers = Numbers(clock, Enumerable.Range(0, 400).Select(k => (k / 10.0, (k / 10.0) + (k >= 200 ? jump : 0))));
        AssertGrowing(numbers);
        Assert.Equal((1, 400), (clock.Jumps, numbers.Count));
        Assert.InRange(numbers[^1] - numbers[0], 397, 402);
    }

    [Fact]
    public void Times_that_stand_still_while_the_world_goes_on_are_noticed()
    {
        // A camera that stamps by counting frames and was frozen for 30 seconds.
        var clock = Live(10);
        var numbers = Numbers(clock, Enumerable.Range(0, 400).Select(k => ((k / 10.0) + (k >= 200 ? 30 : 0), k / 10.0)));
        AssertGrowing(numbers);
        Assert.Equal(1, clock.Jumps);
        Assert.InRange(numbers[^1] - numbers[0], 695, 701);
    }

    [Fact]
    public void Frames_that_the_network_held_back_keep_their_times()
    {
        // From second 10 to 13 nothing comes, then everything at once.
        var clock = Live(10);
        var frames = Enumerable.Range(0, 300).Select(k => (At: k is >= 100 and < 130 ? 13 : k / 10.0, Pts: k / 10.0));
        var numbers = Numbers(clock, frames);
        Assert.Equal((0, 300), (clock.Jumps, numbers.Count));
        Assert.Equal(Enumerable.Range(numbers[0], 300), numbers);
    }

    [Fact]
    public void Old_frames_at_the_beginning_do_not_make_the_camera_late_for_ever()
    {
        // A server hands out its last second and a half at once.
        var clock = Live(10);
        var last = default(PlacedFrame);
        foreach (var k in Enumerable.Range(0, 300))
        {
            var at = Math.Max(0, (k / 10.0) - 1.5);
            if (!clock.TryPlace(k / 10.0, Host(at), out var placed)) continue;
            Assert.True(placed.Number > last.Number);
            last = placed;
            if (k > 40) Assert.InRange((placed.CapturedAt - s_epoch).TotalSeconds - 100 - at, -0.2, 0.3);
        }
    }

    [Fact]
    public void The_hosts_clock_set_back_between_connections_does_not_turn_numbers_back()
    {
        var timeline = new CameraTimeline(s_epoch, 10);
        var first = Numbers(Live(10), Enumerable.Range(0, 50).Select(k => (k / 10.0, k / 10.0)));
        var clock = StreamClock.Live(timeline, s_epoch.AddSeconds(-4000), Host(60), first[^1]);
        var second = Numbers(clock, Enumerable.Range(0, 50).Select(k => (60 + (k / 10.0), k / 10.0)));
        Assert.Equal(Enumerable.Range(first[^1] + 1, 50), second);
        Assert.Equal(0, clock.Jumps);
    }

    [Fact]
    public void Connecting_again_later_gives_later_numbers()
    {
        var clock = StreamClock.Live(new CameraTimeline(s_epoch, 10), s_epoch.AddSeconds(500), Host(300), after: 1500);
        Assert.Equal(5000, Numbers(clock, [(300, 3)])[0]);
    }

    [Fact]
    public void A_replay_depends_on_the_file_alone()
    {
        var clock = StreamClock.Replay(new CameraTimeline(s_epoch, 12.5));
        for (var k = 0; k < 5000; k++)
        {
            Assert.True(clock.TryPlace(3.2 + (k / 12.5), Host(k * k), out var placed));
            Assert.Equal(k, placed.Number);
            Assert.Equal(k / 12.5, (placed.CapturedAt - s_epoch).TotalSeconds, 6);
        }
    }

    [Fact]
    public void A_replay_with_uneven_times_keeps_close_frames()
    {
        // Times in whole hundredths, as some recorders write them.
        var clock = StreamClock.Replay(new CameraTimeline(s_epoch, 30));
        var numbers = Numbers(clock, Enumerable.Range(0, 900).Select(k => (0.0, Math.Round(k / 30.0, 2))));
        Assert.Equal(Enumerable.Range(0, 900), numbers);
    }

    [Fact]
    public void The_end_of_the_numbers_is_said()
    {
        var clock = StreamClock.Live(new CameraTimeline(s_epoch, 30), s_epoch.AddDays(830), Host(0));
        var error = Assert.Throws<StvgException>(() => clock.TryPlace(0, Host(0), out _));
        Assert.Contains("used up", error.Message, StringComparison.Ordinal);
    }

    // Connected a hundred seconds after the epoch.
    private static StreamClock Live(double fps) => StreamClock.Live(new CameraTimeline(s_epoch, fps), s_epoch.AddSeconds(100), Host(0));

    private static TimeSpan Host(double seconds) => TimeSpan.FromSeconds(HostZero + seconds);

    private static List<int> Numbers(StreamClock clock, IEnumerable<(double At, double Pts)> frames)
    {
        var numbers = new List<int>();
        foreach (var (at, pts) in frames)
            if (clock.TryPlace(CameraZero + pts, Host(at), out var placed)) numbers.Add(placed.Number);
        return numbers;
    }

    private static void AssertGrowing(List<int> numbers) =>
        Assert.All(numbers.Zip(numbers.Skip(1)), pair => Assert.True(pair.Second > pair.First));
}
