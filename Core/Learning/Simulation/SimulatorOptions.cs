using Stvg.Core.Frames;

namespace Stvg.Core.Learning.Simulation;

/// <summary>What kind of scenes are drawn.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The same seed gives the same clips; clips of different seeds have nothing in common.</summary>
    public int Seed { get; init; }

    /// <summary>Fewest objects of a clip, at least 1.</summary>
    public int FewestObjects { get; init; } = 2;

    /// <summary>Most objects of a clip. What the detector breaks in two or makes up is not counted.</summary>
    public int MostObjects { get; init; } = 12;

    /// <summary>Mean length of a clip, seconds, at least 2; clips are up to 40 % shorter or longer.</summary>
    public double Seconds { get; init; } = 20;

    /// <summary>Frames per second, positive.</summary>
    public double Fps { get; init; } = 10;

    /// <summary>Typical size of the picture, pixels; clips are up to a third smaller or larger.</summary>
    public FrameSize Size { get; init; } = new(768, 576);

    /// <summary>How bad the detector is, from 0: 0 sees all as it is, 1 as on real clips.</summary>
    public float Noise { get; init; } = 1;

    /// <summary>The words of the sentences; of several styles each sentence has one of them.</summary>
    public SentenceStyle Style { get; init; } = SentenceStyle.Plain;
}

/// <summary>In what words sentences are written.</summary>
[Flags]
public enum SentenceStyle
{
    /// <summary>No style; taken for <see cref="Plain"/>.</summary>
    None = 0,

    /// <summary>One word for each thing.</summary>
    Plain = 1,

    /// <summary>Many words for each thing, several orders of words, questions.</summary>
    Varied = 2,

    /// <summary>Words of a site's own, which no lexicon knows; each has always the same meaning.</summary>
    SiteWords = 4,
}
