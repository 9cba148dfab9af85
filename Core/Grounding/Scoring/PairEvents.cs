using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Grounding.Scoring;

/// <summary>
/// What two objects do with each other that no single frame shows: they meet, separate, one overtakes the other, walks around it, gets in or out.
/// Distances are in lengths of the larger of the two (<see cref="FramePairs.Distance"/>), depth at its full length.
/// </summary>
internal static class PairEvents
{
    // Nearer than the first they are together, farther than the last apart.
    private const float Near = 1.2f, Off = 1.8f, Apart = 3;

    private const double Stay = 2.5, Before = 4;

    // Who passes another is on the other side of him soon.
    private const float SameSide = 1.2f, OtherSide = 2.2f;

    private static readonly Dictionary<string, Func<Pair, float[]>> s_events = new(StringComparer.Ordinal)
    {
        ["meet"] = static pair => Meet(pair, 1),
        ["separate"] = static pair => Meet(pair, -1),
        ["overtake"] = Overtake,
        ["around"] = Around,
        ["get_on"] = static pair => Board(pair, on: true),
        ["get_off"] = static pair => Board(pair, on: false),
    };

    /// <summary>Whether the relation is such an event, and the other side is one that can be seen to take part.</summary>
    public static bool CanJudge(RelationPredicate relation) =>
        s_events.ContainsKey(relation.Name) && (relation.Name is not ("get_on" or "get_off") || IsBoarded(relation.Other));

    /// <summary>One score for every frame of the subject; null when the two are never there at the same time.</summary>
    public static float[]? Score(RelationPredicate relation, ObjectFacts subject, ObjectFacts other, GroundingContext context)
    {
        int begin = Math.Max(subject.Tubelet.Begin, other.Tubelet.Begin), end = Math.Min(subject.Tubelet.End, other.Tubelet.End);
        if (begin > end) return null;
        // "Who is overtaken by the car": then the car is the one that does it, on frames of whom it is done to.
        var turned = relation.TargetIsObject;
        var pair = new Pair(turned ? other : subject, turned ? subject : other, begin, end, context);
        var common = s_events[relation.Name](pair);
        var scores = new float[subject.Boxes.Length];
        common.CopyTo(scores.AsSpan(begin - subject.Tubelet.Begin));
        return scores;
    }

    // Who sits on a bicycle is still seen; of who sits in a car only the car is.
    private static bool IsBoarded(Entity other) => other.Categories.Any(c => c is "car" or "bus" or "truck" or "train" or "boat" or "airplane");

    /// <summary>Apart, then together for a while (1), or the other way round (-1). Who only passes does not stay together.</summary>
    private static float[] Meet(Pair pair, int direction)
    {
        var (distance, stay, before) = (pair.Distances(), pair.Frames(Stay), pair.Frames(Before));
        int n = distance.Length, approach = pair.Frames(1.5);
        var scores = new float[n];
        for (var k = 0; k < n; k++)
        {
            var i = direction > 0 ? k : n - 1 - k;
            if (distance[i] > Off) continue;
            float far = 0, together = 0;
            for (var j = 1; j <= before && In(i - (direction * j)); j++) far = MathF.Max(far, distance[i - (direction * j)]);
            var seen = 0;
            for (; seen <= stay && In(i + (direction * seen)); seen++) together = MathF.Max(together, distance[i + (direction * seen)]);
            var score = Fuzzy.Rise(far, Off, Apart) * Fuzzy.Fall(together, Near, Off) * MathF.Min(1, seen / (float)stay)
                * Fuzzy.Fall(pair.Moved(i, Math.Clamp(i + (direction * stay), 0, n - 1)), SameSide, OtherSide);
            for (var j = -approach; j <= stay; j++)
                if (In(i + (direction * j))) scores[i + (direction * j)] = MathF.Max(scores[i + (direction * j)], score);
        }

        return scores;

        bool In(int index) => index >= 0 && index < n;
    }

    /// <summary>Both go the same way, the one behind and then ahead.</summary>
    private static float[] Overtake(Pair pair)
    {
        var (ahead, window) = (pair.Ahead(), pair.Frames(3));
        var scores = new float[ahead.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            int from = Math.Max(0, i - window), to = Math.Min(scores.Length - 1, i + window);
            float behind = 0, before = 0;
            for (var j = from; j <= i; j++)
                if (ahead[j] is { } there) behind = MathF.Max(behind, -there);
            for (var j = i; j <= to; j++)
                if (ahead[j] is { } there) before = MathF.Max(before, there);
            scores[i] = MathF.Min(Fuzzy.Rise(behind, 0.2f, 0.6f), Fuzzy.Rise(before, 0.2f, 0.6f));
        }

        return scores;
    }

    /// <summary>The bearing from the other changes by a whole turn, not far away from it.</summary>
    private static float[] Around(Pair pair)
    {
        var (distance, period) = (pair.Distances(), Math.Max(1, pair.Frames(0.5)));
        var looks = (distance.Length + period - 1) / period;
        var turned = new float[looks];
        for (var k = 1; k < looks; k++)
        {
            var (before, now) = (pair.Bearing((k - 1) * period), pair.Bearing(k * period));
            var far = distance[k * period] > 2 * Apart;
            turned[k] = turned[k - 1] + (far ? 0 : MathF.IEEERemainder(now - before, 360));
        }

        var scores = CourseScorer.Turns(turned, k => k * period / (float)pair.Fps, static (_, _) => true);
        return Fuzzy.PerFrame(distance.Length, i => scores[i / period]);
    }

    /// <summary>
    /// A person's life ends (or begins) at a vehicle that stands, inside the picture: of who walks on behind it the tracker finds the other end
    /// as a rule, and of who goes out the picture's edge is near.
    /// </summary>
    private static float[] Board(Pair pair, bool on)
    {
        var (person, vehicle) = (pair.Subject, pair.Other);
        var scores = new float[pair.Length];
        var frame = on ? person.Tubelet.End : person.Tubelet.Begin;
        if (frame < pair.Begin || frame > pair.End) return scores;
        if (on ? pair.Context.IsStillThere(person.Tubelet) : person.Tubelet.FirstSeen <= pair.Context.Scene.FirstFrame || person.Tubelet.FirstSeen < person.Tubelet.Begin)
            return scores;
        Box last = person.Tubelet.BoxAt(frame), body = vehicle.Tubelet.BoxAt(frame);
        var size = pair.Context.Scene.Size;
        if (last.X <= 0.02f * size.Width || last.Right >= 0.98f * size.Width || last.Y <= 0.01f * size.Height || last.Bottom >= 0.99f * size.Height) return scores;

        var touches = Fuzzy.Rise(last.ShareInside(body), 0.15f, 0.5f);
        var stands = vehicle.Curves.Rest[Math.Clamp(frame - vehicle.Tubelet.Begin, 0, vehicle.Curves.Length - 1)];
        // The feet are beside it or hidden by it, not in front of another car that is far behind.
        var depth = MathF.Abs(last.Bottom - body.Bottom) / MathF.Max(1, last.Height);
        var score = touches * stands * Fuzzy.Fall(depth, 0.5f, 1);
        var moments = pair.Frames(1.5);
        for (var i = 0; i < moments; i++)
        {
            var index = (on ? frame - i : frame + i) - pair.Begin;
            if (index >= 0 && index < scores.Length) scores[index] = score;
        }

        return scores;
    }

    /// <summary>Two objects on the frames that both live on.</summary>
    private sealed class Pair(ObjectFacts subject, ObjectFacts other, int begin, int end, GroundingContext context)
    {
        public ObjectFacts Subject { get; } = subject;

        public ObjectFacts Other { get; } = other;

        public int Begin { get; } = begin;

        public int End { get; } = end;

        public int Length => End - Begin + 1;

        public GroundingContext Context { get; } = context;

        public double Fps => Context.Scene.Fps;

        public int Frames(double seconds) => Context.Frames(seconds);

        public float[] Distances() => Fuzzy.PerFrame(Length, i =>
        {
            var (a, b) = Boxes(i);
            var dx = MathF.Max(0, MathF.Abs(a.CenterX - b.CenterX) - ((a.Width + b.Width) / 4));
            var dy = a.Bottom - b.Bottom;
            return MathF.Sqrt((dx * dx) + (dy * dy)) / Unit(i);
        });

        /// <summary>By how much the way from one to the other has changed between two frames, lengths.</summary>
        public float Moved(int from, int to)
        {
            var ((a, b), (c, d)) = (Boxes(from), Boxes(to));
            float dx = c.CenterX - d.CenterX - (a.CenterX - b.CenterX), dy = c.Bottom - d.Bottom - (a.Bottom - b.Bottom);
            return MathF.Sqrt((dx * dx) + (dy * dy)) / Unit(to);
        }

        /// <summary>How far the subject is ahead of the other, lengths; null where they do not go the same way, side by side.</summary>
        public float?[] Ahead()
        {
            var ahead = new float?[Length];
            for (var i = 0; i < Length; i++)
            {
                MotionTrace one = Subject.Object.Motion, two = Other.Object.Motion;
                int a = Begin + i - Subject.Tubelet.Begin, b = Begin + i - Other.Tubelet.Begin;
                float ax = one.VelocityX(a), ay = one.VelocityY(a) * MotionCurves.Foreshortening;
                float bx = two.VelocityX(b), by = two.VelocityY(b) * MotionCurves.Foreshortening;
                float la = MathF.Sqrt((ax * ax) + (ay * ay)), lb = MathF.Sqrt((bx * bx) + (by * by));
                if (la < MotionCurves.Still || lb < MotionCurves.Still / 2 || ((ax * bx) + (ay * by)) / (la * lb) < 0.6f) continue;
                var (mine, its) = Boxes(i);
                float dx = (mine.CenterX - its.CenterX) / Unit(i), dy = (mine.Bottom - its.Bottom) * MotionCurves.Foreshortening / Unit(i);
                float along = ((dx * ax) + (dy * ay)) / la, aside = MathF.Abs((dx * ay) - (dy * ax)) / la;
                if (aside <= Apart) ahead[i] = along;
            }

            return ahead;
        }

        /// <summary>Where the subject is seen from the other, degrees.</summary>
        public float Bearing(int i)
        {
            var (a, b) = Boxes(i);
            return MathF.Atan2((a.Bottom - b.Bottom) * MotionCurves.Foreshortening, a.CenterX - b.CenterX) * 180 / MathF.PI;
        }

        private (Box Mine, Box Its) Boxes(int i) => (Subject.Boxes[Begin + i - Subject.Tubelet.Begin], Other.Boxes[Begin + i - Other.Tubelet.Begin]);

        private float Unit(int i) => MathF.Max(
            Subject.Object.Motion.SizeValues[Begin + i - Subject.Tubelet.Begin], Other.Object.Motion.SizeValues[Begin + i - Other.Tubelet.Begin]);
    }
}
