namespace Stvg.Models.Detectors;

/// <summary>Reads a family of detectors' output tensors. Made once for the tensors of one network, which it checks then.</summary>
internal interface IOutputDecoder
{
    /// <summary>Whether one object gets several boxes, so that overlaps have to be suppressed.</summary>
    bool NeedsSuppression { get; }

    /// <summary>Adds the candidates whose best class has at least the given score.</summary>
    void Decode(float minScore, Candidates candidates);
}
