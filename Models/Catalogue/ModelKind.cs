using System.Text.Json.Serialization;

namespace Stvg.Models.Catalogue;

/// <summary>What an entry of the catalogue is for.</summary>
public enum ModelKind
{
    /// <summary>Finds objects: boxes, classes, scores.</summary>
    [JsonStringEnumMemberName("detector")] Detector,

    /// <summary>Finds the joints of one person in a crop.</summary>
    [JsonStringEnumMemberName("pose")] Pose,

    /// <summary>Says how well words fit a crop: CLIP, SigLIP.</summary>
    [JsonStringEnumMemberName("phrase-scorer")] PhraseScorer,

    /// <summary>Finds what words say: OWL-ViT, OWLv2, Grounding DINO.</summary>
    [JsonStringEnumMemberName("open-vocabulary")] OpenVocabulary,

    /// <summary>A dictionary of words, not a network.</summary>
    [JsonStringEnumMemberName("lexicon")] Lexicon,
}
