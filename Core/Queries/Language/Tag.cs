namespace Stvg.Core.Queries.Language;

/// <summary>Parts of speech, as far as the grammar needs them apart.</summary>
internal enum Tag
{
    /// <summary>Beginning of a sentence, and punctuation.</summary>
    Stop,

    /// <summary>a, the, this, another, no.</summary>
    Det,

    /// <summary>two, 3.</summary>
    Num,

    /// <summary>first, last, only.</summary>
    Ord,

    /// <summary>Adjective.</summary>
    Adj,

    /// <summary>Noun.</summary>
    Noun,

    /// <summary>he, it, them.</summary>
    Pron,

    /// <summary>his, 's.</summary>
    Poss,

    /// <summary>Finite or base form of a verb.</summary>
    Verb,

    /// <summary>Form in -ing.</summary>
    Ing,

    /// <summary>Past or past participle.</summary>
    Ed,

    /// <summary>be, have, do, modal verbs.</summary>
    Aux,

    /// <summary>Adverb.</summary>
    Adv,

    /// <summary>Preposition or particle.</summary>
    Prep,

    /// <summary>and, or, but, then.</summary>
    Conj,

    /// <summary>while, after, until.</summary>
    Sub,

    /// <summary>who, which, what, where; that as a relative pronoun.</summary>
    Wh,

    /// <summary>not, never.</summary>
    Not,

    /// <summary>there.</summary>
    There,

    /// <summary>A fixed phrase of place or time.</summary>
    Idiom,
}

/// <summary>One way to read a word.</summary>
/// <param name="Tag">Part of speech.</param>
/// <param name="Lemma">Base form.</param>
/// <param name="Cost">How unusual the reading is: 0 = the usual one, about 1 for each halving of its frequency.</param>
/// <param name="Form">Form of a noun or finite verb, for agreement.</param>
/// <param name="Known">False when only its shape speaks for it.</param>
internal readonly record struct Reading(Tag Tag, string Lemma, float Cost, WordForm Form = WordForm.None, bool Known = true);

/// <summary>Forms that agree: a plural noun with a base form, a singular one with the form in -s.</summary>
internal enum WordForm
{
    /// <summary>Does not matter.</summary>
    None,

    /// <summary>Singular noun.</summary>
    Singular,

    /// <summary>Plural noun.</summary>
    Plural,

    /// <summary>Base form of a verb.</summary>
    Base,

    /// <summary>Verb in -s.</summary>
    ThirdPerson,
}
