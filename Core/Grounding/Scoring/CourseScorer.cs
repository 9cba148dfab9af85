using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>
/// What shows only over many seconds of one object's way: waiting, loitering, going in circles. Distances are in body lengths. A way is looked
/// at a few times a second, which is often enough for it.
/// </summary>
internal static class CourseScorer
{
    private const double LooksPerSecond = 2;

    // Who rests for so long waits.
    private const float ShortWait = 1.5f, LongWait = 4;

    // Who stays about for so long, within so many lengths, loiters. Somebody who walks through is gone after a few seconds.
    private const float ShortStay = 8, LongStay = 15, SmallPlace = 2.5f, LargePlace = 4f;

    // A circle takes no longer than this.
    private const double LongestCircle = 30;

    /// <summary>Rests, and goes on resting: the longer the rest, the surer.</summary>
    public static float[] Wait(MotionCurves curves, double fps)
    {
        var scores = new float[curves.Length];
        for (int begin = 0, end; begin < scores.Length; begin = end)
        {
            end = begin + 1;
            if (curves.Rest[begin] < 0.5f) continue;
            while (end < scores.Length && curves.Rest[end] >= 0.5f) end++;
            var sure = Fuzzy.Rise((float)((end - begin) / fps), ShortWait, LongWait);
            for (var i = begin; i < end; i++) scores[i] = sure * curves.Rest[i];
        }

        return scores;
    }

    /// <summary>Stays in about the same place, moving or not.</summary>
    public static float[] Loiter(SceneObject subject, double fps)
    {
        var way = Way(subject, fps);
        var looks = new float[way.Count];
        for (int begin = 0, end = 0; begin < looks.Length; begin++)
        {
            // The longest stretch from here that stays in a small place; it never begins to end earlier when it begins later.
            end = Math.Max(end, begin);
            while (end + 1 < looks.Length && Extent(way, begin, end + 1) <= LargePlace) end++;
            var last = end;
            var stay = Stay(way, begin, last);
            // A smaller place for a shorter time may be surer.
            while (last > begin && Extent(way, begin, last) > SmallPlace) last--;
            var small = Stay(way, begin, last);
            for (var i = begin; i <= end; i++) looks[i] = MathF.Max(looks[i], i <= last ? MathF.Max(stay, small) : stay);
        }

        return PerFrame(looks, way, subject);
    }

    /// <summary>Turns by a whole circle, all the time the same way round, and comes back near to where it began.</summary>
    public static float[] Circle(SceneObject subject, double fps)
    {
        var way = Way(subject, fps);
        var turned = new float[way.Count]; // since the first, degrees; positive to the right
        for (var i = 2; i < turned.Length; i++)
        {
            var (before, after) = (Heading(way, i - 1), Heading(way, i));
            turned[i] = turned[i - 1] + (before is null || after is null ? 0 : MathF.IEEERemainder(after.Value - before.Value, 360));
        }

        return PerFrame(Turns(turned, i => way[i].Second, (a, b) => Between(way[a], way[b]) <= LargePlace), way, subject);
    }

    /// <summary>Where the angle changes by a whole turn within the time that a circle may take: as many looks as it takes, at least.</summary>
    /// <param name="turned">Sum of the changes up to each look, degrees.</param>
    /// <param name="second">When a look was.</param>
    /// <param name="isBack">Whether two looks are at about the same place.</param>
    internal static float[] Turns(float[] turned, Func<int, float> second, Func<int, int, bool> isBack)
    {
        var scores = new float[turned.Length];
        for (var begin = 0; begin < turned.Length; begin++)
        {
            var (most, until) = (0f, begin);
            for (var end = begin + 1; end < turned.Length && second(end) - second(begin) <= LongestCircle; end++)
            {
                var angle = MathF.Abs(turned[end] - turned[begin]);
                if (angle <= most || !isBack(begin, end)) continue;
                (most, until) = (angle, end);
                if (angle >= 360) break;
            }

            var score = Fuzzy.Rise(most, 240, 330);
            if (score <= 0) continue;
            for (var i = begin; i <= until; i++) scores[i] = MathF.Max(scores[i], score);
        }

        return scores;
    }

    /// <summary>Looks as scores of all frames: between two looks that of the earlier.</summary>
    private static float[] PerFrame(float[] looks, List<Step> way, SceneObject subject)
    {
        var at = 0;
        return Fuzzy.PerFrame(subject.Tubelet.Boxes.Count, i =>
        {
            while (at + 1 < way.Count && way[at + 1].Index <= i) at++;
            return looks[at];
        });
    }

    private static float Stay(List<Step> way, int begin, int end) =>
        Fuzzy.Rise(way[end].Second - way[begin].Second, ShortStay, LongStay) * Fuzzy.Fall(Extent(way, begin, end), SmallPlace, LargePlace + 0.5f);

    /// <summary>Diagonal of the place that a stretch of the way covers, lengths.</summary>
    private static float Extent(List<Step> way, int begin, int end)
    {
        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue, size = 0;
        for (var i = begin; i <= end; i++)
        {
            (left, right) = (MathF.Min(left, way[i].X), MathF.Max(right, way[i].X));
            (top, bottom) = (MathF.Min(top, way[i].Y), MathF.Max(bottom, way[i].Y));
            size += way[i].Size;
        }

        return MathF.Sqrt(((right - left) * (right - left)) + ((bottom - top) * (bottom - top))) * (end - begin + 1) / size;
    }

    private static float Between(Step a, Step b) =>
        MathF.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y))) / MathF.Max(a.Size, b.Size);

    /// <summary>Where it goes from the look before, degrees; null where it hardly moves.</summary>
    private static float? Heading(List<Step> way, int i) => Between(way[i - 1], way[i]) < 0.06f
        ? null : MathF.Atan2(way[i].Y - way[i - 1].Y, way[i].X - way[i - 1].X) * 180 / MathF.PI;

    /// <summary>Where it stands a few times a second; depth, which is foreshortened, at its full length.</summary>
    private static List<Step> Way(SceneObject subject, double fps)
    {
        var (boxes, period, way) = (subject.Tubelet.SteadyBoxes, Math.Max(1, (int)Math.Round(fps / LooksPerSecond)), new List<Step>());
        for (var i = 0; i < boxes.Count; i += period)
            way.Add(new Step(i, (float)(i / fps), boxes[i].CenterX, boxes[i].CenterY * MotionCurves.Foreshortening, subject.Motion.SizeValues[i]));
        return way;
    }

    private readonly record struct Step(int Index, float Second, float X, float Y, float Size);
}
