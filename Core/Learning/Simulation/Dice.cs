namespace Stvg.Core.Learning.Simulation;

/// <summary>
/// Random numbers that are the same on every platform and in every release: SplitMix64 (Steele, Lea and Flood, "Fast splittable
/// pseudorandom number generators", 2014), and nothing of the mathematical library, whose last digits differ.
/// </summary>
internal sealed class Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    private Dice(ulong state) => _state = state;

    public Dice(int seed, int number) : this(Mix(Mix((uint)seed + Step) ^ ((uint)number * 0xD1342543DE82EF95))) { }

    /// <summary>Others, which do not change what comes next here however many are drawn of them.</summary>
    public Dice Fork() => new(Next());

    /// <summary>From 0 to one less than a number.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>In [0, 1).</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>Evenly between two numbers.</summary>
    public float Between(float low, float high) => low + ((high - low) * Unit());

    /// <summary>Evenly between two whole numbers, both inclusive.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(float probability) => Unit() < probability;

    /// <summary>About normal, mean 0 and deviation 1, never beyond ±4.3: the sum of six even ones.</summary>
    public float Normal()
    {
        var sum = -3f;
        for (var i = 0; i < 6; i++) sum += Unit();
        return sum * 1.41421356f;
    }

    public T Any<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>One of several, each as often as its weight says.</summary>
    public T Any<T>(ReadOnlySpan<(T Value, float Weight)> all)
    {
        var total = 0f;
        foreach (var (_, weight) in all) total += weight;
        var at = Unit() * total;
        foreach (var (value, weight) in all)
            if ((at -= weight) < 0) return value;
        return all[^1].Value;
    }

    public void Shuffle<T>(IList<T> all)
    {
        for (var i = all.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }
    }

    private ulong Next() => Mix(_state += Step);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
