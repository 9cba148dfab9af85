using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Stvg.Models.Tests.Support;

/// <summary>Packages as npm makes them: gzipped tar archives.</summary>
internal static class PackageFile
{
    public static void Write(string path, params (string Name, string Text)[] files)
    {
        using var zipped = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped);
        foreach (var (name, text) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
    }

    /// <summary>SHA-512 in base64, as npm and the catalogue write it.</summary>
    public static string Sha512(string path) => Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(path)));
}
