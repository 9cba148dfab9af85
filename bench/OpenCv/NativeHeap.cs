using System.Runtime.InteropServices;

namespace Stvg.Bench;

/// <summary>What the C library's allocator has given out, where that can be asked (glibc).</summary>
internal static partial class NativeHeap
{
    /// <summary>Megabytes in use, over all arenas, with what is mapped by itself; not a number where the library cannot tell.</summary>
    public static double Megabytes()
    {
        if (!OperatingSystem.IsLinux()) return double.NaN;
        try
        {
            var info = Ask();
            return (info.InUse + info.Mapped) / 1e6;
        }
        catch (EntryPointNotFoundException)
        {
            return double.NaN; // another C library
        }
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial Info Ask();

    /// <summary>struct mallinfo2 of malloc.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Info
    {
        private readonly nuint _arena, _freeChunks, _fastChunks, _mappedRegions, _mapped, _most, _fastFree, _inUse, _free, _trimmable;

        public double Mapped => _mapped;

        public double InUse => _inUse;
    }
}
