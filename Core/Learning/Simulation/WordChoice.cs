namespace Stvg.Core.Learning.Simulation;

/// <summary>Chooses one of several words that mean the same.</summary>
internal sealed class WordChoice(SentenceStyle style, Dice dice)
{
    public Dice Dice { get; } = dice;

    /// <summary>Whether more than the plain words are used.</summary>
    public bool IsVaried { get; } = style != SentenceStyle.Plain;

    /// <summary>How many words of the site the sentence has by now.</summary>
    public int SiteWords { get; private set; }

    /// <summary>How many it may have.</summary>
    public int MostSiteWords { get; set; }

    /// <summary>One of the words; the plain one is said oftener than each of the others.</summary>
    public T Any<T>(T[] words) => !IsVaried || Dice.Chance(0.3f) ? words[0] : Dice.Any(words);

    /// <summary>Whether a word of the site is to be used where there is one; counts it.</summary>
    public bool TakesSiteWord()
    {
        if (style != SentenceStyle.SiteWords || SiteWords >= MostSiteWords) return false;
        SiteWords++;
        return true;
    }
}
