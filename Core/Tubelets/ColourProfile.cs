using Stvg.Core.Queries;

namespace Stvg.Core.Tubelets;

/// <summary>The colours of one tubelet over its whole life: a weighted mean of its samples.</summary>
public sealed class ColourProfile
{
    // As if one poor look had found no colour at all: what was seen once is less sure than what was seen all along.
    private const double Doubt = 0.15;

    private static readonly int Parts = Enum.GetValues<BodyPart>().Length;

    private readonly float[] _shares = new float[Parts * ColourNames.Count];

    /// <summary>How many samples there were; without any, nothing can be said.</summary>
    public int Samples { get; private init; }

    /// <summary>Mean share of the part's pixels that carry the colour's name, in [0, 1].</summary>
    public float Share(BodyPart part, Colour colour) => _shares[((int)part * ColourNames.Count) + (int)colour];

    /// <summary>All shares: for every part, in the order of <see cref="BodyPart"/>, one of every <see cref="Colour"/>.</summary>
    public ReadOnlySpan<float> Shares => _shares;

    /// <summary>A profile that was measured before.</summary>
    /// <param name="samples">See <see cref="Samples"/>.</param>
    /// <param name="shares">As <see cref="Shares"/> gives them.</param>
    /// <exception cref="ArgumentException">There are too few or too many shares.</exception>
    public static ColourProfile Of(int samples, ReadOnlySpan<float> shares)
    {
        var profile = new ColourProfile { Samples = samples };
        if (shares.Length != profile._shares.Length)
            throw new ArgumentException($"{shares.Length} shares; give {profile._shares.Length}", nameof(shares));
        shares.CopyTo(profile._shares);
        return profile;
    }

    /// <summary>Joins samples; those of covered or badly seen moments count less.</summary>
    public static ColourProfile Of(IReadOnlyList<ColourSample> samples)
    {
        var tally = new Tally();
        foreach (var sample in samples) tally.Add(sample);
        return tally.ToProfile();
    }

    /// <summary>A profile in the making, for an object that is still there.</summary>
    internal sealed class Tally
    {
        private readonly float[] _sums = new float[Parts * ColourNames.Count];
        private double _weight;
        private int _samples;

        public void Add(ColourSample sample)
        {
            _samples++;
            _weight += sample.Weight;
            for (var part = 0; part < Parts; part++)
            for (var colour = 0; colour < ColourNames.Count; colour++)
                _sums[(part * ColourNames.Count) + colour] += sample.Weight * sample.Share((BodyPart)part, (Colour)colour);
        }

        public ColourProfile ToProfile()
        {
            var profile = new ColourProfile { Samples = _samples };
            for (var i = 0; i < _sums.Length; i++) profile._shares[i] = _sums[i] / (float)(_weight + Doubt);
            return profile;
        }
    }
}
