using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// What a detector and a tracker make of the actors: boxes that tremble and are cut where something is in front, spells in which nothing is
/// seen, lives that begin late and end early, now and then one life as two, and things that are not there.
/// </summary>
internal sealed class DetectorNoise(Ground ground, float noise, Dice dice)
{
    private readonly AppearancePainter _appearance = new(noise, dice.Fork());
    private readonly ColourPainter _colours = new(noise, dice.Fork());
    private int _nextId = 1;

    /// <summary>What was tracked of the actors.</summary>
    /// <returns>The objects, and for each the number of the actor whom it shows; -1 for one that is not there.</returns>
    public (IReadOnlyList<SceneObject> Objects, IReadOnlyList<int> Actors) Watch(IReadOnlyList<SimulatedActor> actors)
    {
        var found = new List<(Tubelet Tubelet, ColourProfile Colours, int Actor)>();
        foreach (var actor in actors)
        {
            var cover = new Cover(actor, actors);
            var (boxes, scores) = Detect(actor, cover);
            foreach (var life in Lives(scores)) found.Add(Track(actor, cover, boxes, scores, life));
        }

        for (var expected = noise * dice.Between(0f, 2.2f); expected > 0 && actors.Count > 0; expected--)
            if (dice.Chance(MathF.Min(1, expected))) found.Add(Phantom(actors));
        // As a tracker numbers them.
        var order = found.OrderBy(f => f.Tubelet.Begin).ThenBy(f => f.Tubelet.Boxes[0].X).ToList();
        return ([.. order.Select(f => Measured(f.Tubelet, f.Colours))], [.. order.Select(f => f.Actor)]);
    }

    private SceneObject Measured(Tubelet tubelet, ColourProfile colours)
    {
        var numbered = tubelet with { Id = _nextId++ };
        return new SceneObject(numbered, MotionTrace.Of(numbered, ground.Fps), colours, []);
    }

    /// <summary>Boxes and scores on all frames of the actor's life; 0 where nothing was seen.</summary>
    private (Box[] Boxes, float[] Scores) Detect(SimulatedActor actor, Cover cover)
    {
        var n = actor.Life.Length;
        var (boxes, scores) = (new Box[n], new float[n]);
        var sure = noise == 0 ? 0.95f : dice.Between(0.62f, 0.93f);
        float x = 0, y = 0, width = 0, height = 0;
        var unseen = 0;
        for (var i = 0; i < n; i++)
        {
            var box = actor.Boxes[i];
            var hidden = cover[i];
            // What trembles, trembles on: a tracker smooths.
            (x, y, width, height) = (Tremble(x), Tremble(y), Tremble(width), Tremble(height));
            var size = MathF.Sqrt(box.Width * box.Height);
            var trembling = new Box(box.X + (x * size), box.Y + (y * size), box.Width * (1 + width), box.Height * (1 + (0.7f * height)));
            boxes[i] = noise > 0 ? cover.Cut(i, trembling, noise, dice).ClipTo(ground.Size.Width, ground.Size.Height) : box;
            if (boxes[i].Width < 3 || boxes[i].Height < 3) boxes[i] = box;

            var small = Math.Clamp((0.1f * ground.Size.Height / MathF.Max(1, box.Height)) - 0.5f, 0, 1);
            var losses = noise * (0.08f + (0.35f * small)); // a second
            if (unseen == 0 && dice.Chance(losses / (float)ground.Fps)) unseen = ground.Of(dice.Between(0.2f, 1.2f));
            var missed = unseen > 0 || (noise > 0 && (hidden > 0.85f || (hidden > 0.55f && dice.Chance(0.75f))));
            if (unseen > 0) unseen--;
            var score = (sure * (1 - (0.35f * hidden)) * (1 - (0.2f * small * noise))) + (0.04f * noise * dice.Normal());
            scores[i] = missed ? 0 : Math.Clamp(score, 0.3f, 0.98f);
        }

        return (boxes, scores);

        float Tremble(float value) => (0.8f * value) + (0.014f * noise * dice.Normal());
    }

    /// <summary>The stretches that the tracker takes for one object.</summary>
    private IEnumerable<Span> Lives(float[] scores)
    {
        int first = 0, last = scores.Length - 1;
        if (noise > 0)
        {
            // The first looks confirm a track; a lost tail.
            first += ground.Of(noise * dice.Between(0f, 0.5f));
            if (dice.Chance(0.25f * noise)) first += ground.Of(dice.Between(0f, 1.2f));
            if (dice.Chance(0.35f * noise)) last -= ground.Of(dice.Between(0f, 1.2f));
        }

        int begin = first, gap = 0;
        var longest = ground.Of(dice.Between(1.5f, 3.5f));
        var lost = dice.Chance(0.06f * noise) ? dice.Between(first, last) : -1;
        for (var i = first; i <= last; i++)
        {
            gap = scores[i] == 0 ? gap + 1 : 0;
            if (noise == 0 || (i != lost && (gap == 0 || i == last || scores[i + 1] == 0 || gap < longest))) continue;
            if (Seen(scores, new Span(begin, i)) is { } life) yield return life;
            begin = i + 1;
            gap = 0;
        }

        if (Seen(scores, new Span(begin, last)) is { } end) yield return end;
    }

    /// <summary>From the first frame on which it is seen to the last; null where that is too short for a track.</summary>
    private Span? Seen(float[] scores, Span span)
    {
        var (begin, end) = span;
        while (begin < end && scores[begin] == 0) begin++;
        while (end > begin && scores[end] == 0) end--;
        return end - begin >= ground.Of(0.6) ? new Span(begin, end) : null;
    }

    private (Tubelet Tubelet, ColourProfile Colours, int Actor) Track(
        SimulatedActor actor, Cover cover, Box[] boxes, float[] scores, Span life)
    {
        var (mine, sure) = (boxes[life.Begin..(life.End + 1)], scores[life.Begin..(life.End + 1)]);
        Interpolate(mine, sure);
        float hidden = 0, total = 0;
        for (var i = 0; i < sure.Length; i++) (hidden, total) = (hidden + (sure[i] > 0 ? cover[life.Begin + i] : 0), total + sure[i]);
        hidden /= sure.Length;
        var looks = Math.Max(1, life.Length / ground.Of(0.4));
        var tubelet = new Tubelet
        {
            Id = 0,
            Begin = actor.Life.Begin + life.Begin,
            Boxes = mine,
            Scores = sure,
            ClassVotes = Votes(actor.Kind.Votes(), total),
            Appearance = _appearance.Vector(actor, hidden),
        };
        return (tubelet, _colours.Profile(actor.Look, looks, noise * hidden, cover.Nearest?.Look), actor.Number);
    }

    /// <summary>Where nothing was seen, the box is between those before and after.</summary>
    private static void Interpolate(Box[] boxes, float[] scores)
    {
        for (var i = 1; i < boxes.Length; i++)
        {
            if (scores[i] > 0) continue;
            var to = i;
            while (to < boxes.Length - 1 && scores[to] == 0) to++;
            for (var j = i; j < to; j++) boxes[j] = Box.Lerp(boxes[i - 1], boxes[to], (j - i + 1f) / (to - i + 1));
            i = to;
        }
    }

    private float[] Votes((string Name, float Share)[] shares, float total)
    {
        var votes = new float[CocoClasses.Names.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            // The right class loses what the wrong ones gain by this one's look.
            var share = i == 0 ? shares[i].Share : shares[i].Share * dice.Between(0f, 2f) * noise;
            votes[ActorKinds.Coco(shares[i].Name)] += share * total;
        }

        if (noise > 0 && dice.Chance(0.25f)) votes[dice.Below(votes.Length)] += dice.Between(0f, 0.06f) * noise * total;
        return votes;
    }

    private (Tubelet Tubelet, ColourProfile Colours, int Actor) Phantom(IReadOnlyList<SimulatedActor> actors)
    {
        var frames = Math.Min(ground.Frames, ground.Of(dice.Between(0.4f, 1.8f)));
        var begin = dice.Below(ground.Frames - frames + 1);
        var at = ground.Anywhere(dice);
        var unit = ground.PersonAt(at.Y) * dice.Between(0.3f, 1.1f);
        var boxes = new Box[frames];
        var scores = new float[frames];
        for (var i = 0; i < frames; i++)
        {
            boxes[i] = new Box(at.X + (0.02f * unit * dice.Normal()), at.Y - unit + (0.02f * unit * dice.Normal()), unit * 0.5f, unit)
                .ClipTo(ground.Size.Width, ground.Size.Height);
            scores[i] = dice.Chance(0.2f) && i > 0 && i < frames - 1 ? 0 : dice.Between(0.3f, 0.55f);
        }

        Interpolate(boxes, scores);
        var look = new Look { Whole = dice.Any(actors).Look is var other ? other.Upper ?? other.Whole : null };
        var tubelet = new Tubelet
        {
            Id = 0, Begin = begin, Boxes = boxes, Scores = scores,
            ClassVotes = Votes([(ActorKinds.Phantom(dice), 1)], scores.Sum()),
            Appearance = _appearance.Vector(null, 0.5f),
        };
        return (tubelet, _colours.Profile(look, Math.Max(1, frames / ground.Of(0.4)), 0.3f, null), -1);
    }
}
