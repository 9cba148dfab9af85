using System.Numerics;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// Draws clips with sentences that nobody had to film or to write: people, vehicles and dogs who go their ways, what a detector and a
/// tracker make of them, and what can be said of exactly one of them, with the truth. As many as wanted; the same options and number give
/// the same clip.
/// </summary>
public static class SceneSimulator
{
    /// <summary>Makes a clip.</summary>
    /// <param name="options">What kind of clip.</param>
    /// <param name="number">Which one; every number is another.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options are not what they must be.</exception>
    public static SimulatedClip Make(SimulatorOptions options, int number)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FewestObjects, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostObjects, options.FewestObjects);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seconds, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Fps);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Noise);

        var dice = new Dice(options.Seed, number);
        var scale = dice.Between(0.67f, 1.33f);
        var size = new FrameSize((int)(options.Size.Width * scale), (int)(options.Size.Height * scale));
        var frames = Math.Max(2, (int)Math.Round(options.Seconds * dice.Between(0.6f, 1.4f) * options.Fps));
        var ground = new Ground(size, options.Fps, frames, dice.Fork());
        var actors = new Casting(ground, dice.Fork()).Cast(dice.Between(options.FewestObjects, options.MostObjects));
        var (objects, shown) = new DetectorNoise(ground, options.Noise, dice.Fork()).Watch(actors);
        var scene = Scene.Clip(size, [.. Enumerable.Range(0, frames).Select(i => TimeSpan.FromSeconds(i / options.Fps))], objects);
        return new SimulatedClip(scene, Sentences(new Stage(ground, actors), scene, shown, options.Style, dice.Fork()));
    }

    private static List<SimulatedSentence> Sentences(Stage stage, Scene scene, IReadOnlyList<int> shown, SentenceStyle style, Dice dice)
    {
        var sentences = new List<SimulatedSentence>();
        if (stage.Actors.Count == 0) return sentences;
        var planner = new SentencePlanner(stage, dice.Fork());
        var targets = stage.Actors.ToList();
        var wanted = dice.Between(2, 6);
        for (var tries = 0; tries < 8 * wanted && sentences.Count < wanted; tries++)
        {
            // Everybody in turn, so that nobody is the target for being easy to describe.
            if (tries % targets.Count == 0) dice.Shuffle(targets);
            var target = targets[tries % targets.Count];
            if (planner.Plan(target) is not { } plan || Shows(target, plan.Truth, scene, shown) is not { } found) continue;
            var wording = One(style, dice);
            var writer = new SentenceWriter(wording, dice);
            var text = writer.Write(plan.Statement, target, plan.Truth);
            // Who asks for a site's own words gets them, as far as they have a meaning in the clip.
            if (wording == SentenceStyle.SiteWords && !writer.UsedSiteWords && dice.Chance(0.85f)) continue;
            var (id, span) = found;
            if (sentences.Exists(s => s.Text == text || (s.TubeletId == id && s.Begin == span.Begin && s.End == span.End))) continue;
            sentences.Add(new SimulatedSentence(text, id, span.Begin, span.End, Tags.Of(plan.Statement, writer.UsedSiteWords)));
        }

        return sentences;
    }

    /// <summary>The tubelet that shows most of what is meant; null where none shows enough.</summary>
    private static (int Id, Span Span)? Shows(SimulatedActor target, Span truth, Scene scene, IReadOnlyList<int> shown)
    {
        (int Id, Span Span)? best = null;
        for (var i = 0; i < shown.Count; i++)
        {
            if (shown[i] != target.Number) continue;
            var tubelet = scene.Objects[i].Tubelet;
            var span = truth.And(new Span(tubelet.Begin, tubelet.End));
            if (span.Length > (best?.Span.Length ?? 0)) best = (tubelet.Id, span);
        }

        return best is { } found && found.Span.Length >= 0.6f * truth.Length ? best : null;
    }

    private static SentenceStyle One(SentenceStyle style, Dice dice)
    {
        var count = BitOperations.PopCount((uint)style);
        if (count == 0) return SentenceStyle.Plain;
        var which = dice.Below(count);
        foreach (var one in (ReadOnlySpan<SentenceStyle>)[SentenceStyle.Plain, SentenceStyle.Varied, SentenceStyle.SiteWords])
            if (style.HasFlag(one) && which-- == 0) return one;
        return SentenceStyle.Plain;
    }
}
