using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>A constituent of the sentence; the indices are of words, both inclusive.</summary>
internal abstract class Node
{
    public int First { get; set; }
    public int Last { get; set; }
}

/// <summary>A noun phrase: "the two men in black next to the sign".</summary>
internal sealed class NounPhrase : Node
{
    /// <summary>Lemma of the head; empty when there is none ("in black", "the second to appear").</summary>
    public string Noun { get; set; } = "";

    /// <summary>Word of the head, or -1.</summary>
    public int Head { get; set; } = -1;

    /// <summary>"a", "the", "another", "no", …; empty without one.</summary>
    public string Determiner { get; set; } = "";

    /// <summary>How many, when said; otherwise 1.</summary>
    public int Count { get; set; } = 1;

    /// <summary>True for a plural head or number.</summary>
    public bool Plural { get; set; }

    /// <summary>Adjectives, participles, ordinals, first parts of compounds before the head.</summary>
    public List<Word> Before { get; } = [];

    /// <summary>What follows the head and belongs to it.</summary>
    public List<Node> After { get; } = [];

    /// <summary>"… and a woman".</summary>
    public List<NounPhrase> And { get; } = [];
}

/// <summary>A preposition with its object; "without" is negated "with".</summary>
internal sealed class PrepositionPhrase : Node
{
    public required PrepositionKind Kind { get; init; }
    public required string Name { get; init; }
    public required string Lower { get; init; }
    public required NounPhrase Object { get; init; }
}

/// <summary>A fixed phrase.</summary>
internal sealed class IdiomNode : Node
{
    public required Idiom Idiom { get; init; }
}

/// <summary>An adverb, or a preposition that stands without an object.</summary>
internal sealed class AdverbNode : Node
{
    public required string Lower { get; init; }

    /// <summary>True for a preposition without object: a particle, or the gap of a question ("who is he away from?").</summary>
    public bool IsPreposition { get; init; }
}

/// <summary>Adjectives that do not stand before a noun ("is tall", "a ball red and white").</summary>
internal sealed class AdjectiveNode : Node
{
    public required NounPhrase Words { get; init; }
}

/// <summary>A verb with what belongs to it; the subject is known from where the clause hangs.</summary>
internal sealed class Clause : Node
{
    /// <summary>Word of the main verb; -1 where only "is" or nothing stands.</summary>
    public int Verb { get; set; } = -1;

    public string Lemma { get; set; } = "";
    public VerbSense Sense { get; set; } = new(VerbKind.Be);

    /// <summary>Words of the verb, its particle and its negation.</summary>
    public List<int> VerbWords { get; } = [];

    public bool Negated { get; set; }
    public bool Passive { get; set; }

    /// <summary>"to appear".</summary>
    public bool Infinitive { get; set; }

    /// <summary>A subject of its own, where what the clause hangs on is its object ("that the man pushes").</summary>
    public NounPhrase? Agent { get; set; }

    public NounPhrase? Object { get; set; }
    public List<Node> Complements { get; } = [];
}

/// <summary>"while …", "after …", "once …".</summary>
internal sealed class TemporalNode : Node
{
    public required TemporalRelation When { get; init; }

    /// <summary>Who it is about; null for whom the rest of the sentence is about.</summary>
    public NounPhrase? Subject { get; set; }

    public List<Clause> Clauses { get; } = [];
}

/// <summary>A parsed sentence.</summary>
internal sealed class Sentence
{
    public required NounPhrase Target { get; init; }
    public QuestionForm Question { get; set; }

    /// <summary>"who" or "what" when that is all the target is called.</summary>
    public string Asked { get; set; } = "";

    /// <summary>True for "two men …: the one in …": the target is one of those that the sentence began with.</summary>
    public bool OneOfMany { get; set; }

    /// <summary>What is said of the target besides what its noun phrase holds.</summary>
    public List<Node> Said { get; } = [];
}
