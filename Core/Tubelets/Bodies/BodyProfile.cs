namespace Stvg.Core.Tubelets.Bodies;

/// <summary>What a person's body looks like over the whole life of a tubelet: weighted means of many looks, so that a few wrong ones do not count.</summary>
public sealed record BodyProfile
{
    /// <summary>The top of the head.</summary>
    public CrownShares Crown { get; init; }

    /// <summary>How much of what hangs down between the shoulders is fair, as hair is and few clothes are; 0 where the back was never seen.</summary>
    public float FairNape { get; init; }

    /// <summary>Where the coat or jacket ends, from 0 at the hips to 1 at the knees; null where that is mostly not to be seen.</summary>
    public float? Hem { get; init; }

    /// <summary>See <see cref="BodySample.Stripes"/>; the median.</summary>
    public float Stripes { get; init; }

    /// <summary>How far the hips are below the neck when the person stands upright, in heights of the box.</summary>
    public float UprightTorso { get; init; }

    /// <summary>Joins samples; null when there are none.</summary>
    public static BodyProfile? Of(IReadOnlyList<BodySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        float weight = 0, dark = 0, skin = 0, fair = 0;
        foreach (var sample in samples)
        {
            weight += sample.Weight;
            dark += sample.Weight * sample.Crown.Dark;
            skin += sample.Weight * sample.Crown.Skin;
            fair += sample.Weight * sample.Crown.Fair;
        }

        if (weight <= 0) return null;
        var hems = samples.Where(s => s.Hem is not null).ToList();
        return new BodyProfile
        {
            Crown = new CrownShares(dark / weight, skin / weight, fair / weight),
            FairNape = Mean(samples.Where(s => s.Nape is not null), static s => s.Nape!.Value.Fair),
            Hem = 2 * hems.Sum(s => s.Weight) >= weight ? Quantile(hems, static s => s.Hem!.Value, 0.5f) : null,
            Stripes = Quantile(samples, static s => s.Stripes, 0.5f),
            UprightTorso = Quantile(samples, static s => s.Posture.Torso, 0.8f),
        };
    }

    /// <summary>
    /// A profile in the making, for somebody who is still there. Medians need the looks themselves: of a long life every second one is kept,
    /// then every fourth, and so on.
    /// </summary>
    internal sealed class Tally
    {
        private const int Most = 64;

        private readonly List<BodySample> _kept = [];
        private int _step = 1, _passed;

        public void Add(BodySample sample)
        {
            if (_passed++ % _step > 0) return;
            _kept.Add(sample);
            if (_kept.Count < Most) return;
            for (var i = 0; i < Most / 2; i++) _kept[i] = _kept[2 * i];
            _kept.RemoveRange(Most / 2, Most / 2);
            _step *= 2;
        }

        public BodyProfile? ToProfile() => Of(_kept);
    }

    private static float Mean(IEnumerable<BodySample> samples, Func<BodySample, float> measure)
    {
        float sum = 0, weight = 0;
        foreach (var sample in samples) (sum, weight) = (sum + (sample.Weight * measure(sample)), weight + sample.Weight);
        return weight > 0 ? sum / weight : 0;
    }

    private static float Quantile(IReadOnlyList<BodySample> samples, Func<BodySample, float> measure, float share)
    {
        var sorted = samples.OrderBy(measure).ToList();
        var left = share * sorted.Sum(s => s.Weight);
        foreach (var sample in sorted)
            if ((left -= sample.Weight) <= 0) return measure(sample);
        return measure(sorted[^1]);
    }
}
