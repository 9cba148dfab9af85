namespace Stvg.Models.Catalogue;

/// <summary>Where a model's files come from: files of a package of the npm registry, or a file on this machine.</summary>
public sealed record ModelSource
{
    /// <summary>Name of an npm package.</summary>
    public string? Npm { get; init; }

    /// <summary>The package's exact version.</summary>
    public string? Version { get; init; }

    /// <summary>SHA-512 of the package file (or of <see cref="File"/>, where it may be left out), in base64 as npm writes it.</summary>
    public string? Sha512 { get; init; }

    /// <summary>Size of the package file in bytes, for the list; 0 when not known.</summary>
    public long Bytes { get; init; }

    /// <summary>Which files of the package are kept, relative to its root.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>An ONNX file on this machine; relative to the folder of the entry's own file.</summary>
    public string? File { get; init; }

    /// <inheritdoc/>
    public override string ToString() => File ?? $"npm {Npm}@{Version}";
}
