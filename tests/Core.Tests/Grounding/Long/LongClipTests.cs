using Stvg.Core.Grounding;
using Stvg.Core.Grounding.Long;
using Stvg.Core.Queries;
using Stvg.Core.Tests.Cameras;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Tests.Grounding.Long;

/// <summary>A made-up clip of many minutes, frame by frame, through the observer that cuts it.</summary>
public sealed class LongClipTests(ITestOutputHelper output)
{
    private static readonly LongClipOptions s_short = new() { From = 20, Shortest = 12, Longest = 30, Seam = 10, MostCandidates = 8, MostCompanions = 2 };

    [Fact]
    public void Memory_depends_on_what_goes_on_and_not_on_how_long_the_clip_is()
    {
        // Somebody walks through every eight seconds; at the end somebody in red.
        var few = Watch(Street(6 * 60), 6 * 60, out var heldFew, out var segmentsFew);
        var many = Watch(Street(36 * 60), 36 * 60, out var heldMany, out var segmentsMany);
        output.WriteLine($"36 s: {segmentsFew} segments, at most {heldFew} boxes held; 216 s: {segmentsMany} segments, {heldMany}");
        Assert.InRange(segmentsFew, 2, 4);
        Assert.InRange(segmentsMany, 6, 18);
        Assert.True(heldMany <= 1.5 * heldFew, $"{heldMany} boxes against {heldFew}");
        Assert.Equal((6 * 60) - 40, Answer(few), 3.0);
        Assert.Equal((36 * 60) - 40, Answer(many), 3.0);
    }

    [Fact]
    public void A_clip_that_is_cut_gives_the_objects_of_one_that_is_not()
    {
        const int length = 1200;
        var footage = Street(length);
        var whole = new ClipObserver("", Footage.Size, Footage.Fps);
        Play(whole, footage, length, null);
        var expected = whole.Finish();
        var all = Watch(footage, length, out _, out var segments, "a person", s_short with { MostCandidates = 1000 });
        Assert.InRange(segments, 3, 12);
        Assert.Equal(
            expected.Objects.Select(o => (o.Tubelet.Begin, o.Tubelet.End)).Order(), all.Objects.Select(o => (o.Tubelet.Begin, o.Tubelet.End)).Order());
    }

    [Fact]
    public void Who_stays_longer_than_a_segment_is_in_pieces_that_follow_each_other()
    {
        const int length = 900;
        var footage = new Footage().Walker(150, 100, 0, from: 20);
        var scene = Watch(footage, length, out _, out var segments, "a person", s_short);
        Assert.InRange(segments, 3, 5);
        var pieces = scene.Objects.Select(o => o.Tubelet).OrderBy(t => t.Begin).ToList();
        Assert.InRange(pieces.Count, 2, 5);
        Assert.InRange(pieces[0].Begin, 20, 22);
        Assert.Equal(length - 1, pieces[^1].End);
        foreach (var (before, after) in pieces.Zip(pieces.Skip(1)))
        {
            Assert.Equal(before.End + 1, after.Begin);
            Assert.InRange(after.FirstSeen, 20, 22); // he did not come in again
        }
    }

    [Fact]
    public void Times_of_frames_are_kept_as_runs()
    {
        var times = new FrameTimes(12.5);
        TimeSpan[] expected =
        [
            .. Enumerable.Range(0, 100_000).Select(i => TimeSpan.FromSeconds(i / 12.5)),
            .. Enumerable.Range(0, 1000).Select(i => TimeSpan.FromSeconds(8003 + (i / 12.5))), // a gap of three seconds
        ];
        foreach (var time in expected) times.Add(time);
        Assert.Equal(2, times.Runs);
        Assert.Equal(expected.Length, times.Count);
        Assert.All(Enumerable.Range(0, expected.Length).Where(i => i % 997 == 0), i => Assert.Equal(expected[i].TotalSeconds, times[i].TotalSeconds, 0.0021));
        Assert.Equal(expected[^1].TotalSeconds, times[^1].TotalSeconds, 0.0021);
        Assert.Throws<ArgumentOutOfRangeException>(() => (object)times[expected.Length]);
    }

    private static double Answer(Scene scene)
    {
        var plan = new QueryParser(Lexicon.Empty).Parse("a person in a red jacket");
        return Assert.Single(Grounder.Ground(plan, scene, "", new GroundingOptions())).Begin;
    }

    /// <summary>A walker every eight seconds, in blue; the last one in red, 40 frames before the end.</summary>
    private static Footage Street(int length)
    {
        var footage = new Footage();
        for (var from = 5; from + 120 < length; from += 80) footage.Walker(-20, 90, 4.5f, from, from + 76, colour: (30, 40, 200));
        return footage.Walker(-20, 90, 4.5f, length - 40, length, colour: (210, 20, 20));
    }

    private static Scene Watch(
        Footage footage, int length, out int mostHeld, out int segments, string sentence = "a person in a red jacket", LongClipOptions? options = null)
    {
        var memory = new SentenceMemory(new QueryParser(Lexicon.Empty).Parse(sentence), GroundingOptions.DefaultThreshold, Footage.Size, options ?? s_short);
        var observer = new LongClipObserver("", Footage.Size, Footage.Fps, memory, options: options ?? s_short);
        var most = 0;
        Play(observer, footage, length, () => most = Math.Max(most, observer.Held));
        (mostHeld, segments) = (most, observer.Segments);
        Assert.Equal(length, observer.Frames.Decoded);
        return observer.Finish();
    }

    private static void Play(IClipObserver observer, Footage footage, int length, Action? each)
    {
        for (var number = 0; number < length; number++)
        {
            using var frame = footage.Frame(number);
            if (observer.Consider(frame, number == length - 1).Detect) observer.Observe(frame, footage.Detections(number), null);
            else observer.Skip(frame);
            each?.Invoke();
        }
    }
}
