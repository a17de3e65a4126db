#!/usr/bin/env python3
"""disk.t - promise 9: a disk that fills up at one moment or another leaves the registry as it was, or further on by
whole files; the run says so and exits 3; and once there is room again it comes to the bytes of a run with room.

STEPS=200 tests/faults/disk.t for more moments."""
import os
import subprocess
import sys

sys.path.insert(0, "tests/faults")
import world

STEPS = int(os.environ.get("STEPS", "12"))


def mount(place, size):
    place.mkdir(exist_ok=True)
    told = ["mount", "-t", "tmpfs", "-o", f"size={size}k,mode=700", "tmpfs", str(place)]
    return subprocess.run(told, stderr=subprocess.DEVNULL).returncode == 0


def grow(place, size):
    subprocess.run(["mount", "-o", f"remount,size={size}k", str(place)], check=True)


def used(place):
    room = os.statvfs(place)
    return (room.f_blocks - room.f_bfree) * room.f_frsize // 1024


def fill(disk, before, room):
    """The convention on a disk with so many KiB left."""
    mount(disk, 1 << 20)
    world.shutil.copytree(before, disk / "convention", symlinks=True)
    grow(disk, used(disk) + room)
    return disk / "convention"


def scenario(tap, work, name, before, arguments, date):
    disk = work / "disk"
    place = world.copy(before, work / "undisturbed")
    world.run(place, *arguments, date=date)
    wanted = world.dump(place)
    place = fill(disk, before, 1 << 18)
    start = used(disk)
    world.run(place, *arguments, date=date)
    needed = used(disk) - start  # at its end; in between it needs more
    subprocess.run(["umount", str(disk)], check=True)
    wrong, codes = [], {}
    for step in range(STEPS):
        room = 4 * (step * (needed + needed // 2 + 64) // STEPS // 4)
        place = fill(disk, before, room)
        code, _, said = world.run(place, *arguments, date=date)
        codes[code] = codes.get(code, 0) + 1
        wrong += [f"{room} KiB: {what}" for what in world.not_whole(place)]
        if code not in (0, 1, 3):
            wrong.append(f"{room} KiB: exit {code}: {said}")
        if code == 3 and "No space left" not in said and "no room left" not in said:
            wrong.append(f"{room} KiB: it is not said that the disk is full: {said}")
        grow(disk, 1 << 20)
        code, _, said = world.run(place, *arguments, date=date)
        if code not in (0, 1):
            wrong.append(f"{room} KiB, then room: exit {code}: {said}")
        wrong += [f"{room} KiB: {what}" for what in world.differences(world.dump(place), wanted)]
        subprocess.run(["umount", str(disk)], check=True)
    tap.ok(not wrong and codes.get(3), f"{name}: {codes.get(3, 0)} of {STEPS} disks were full, all converge", wrong)
    tap.say(f"{needed} KiB needed; exit codes: {codes}")


def temporary_folder(tap, work, before):
    """The workbooks' temporary files have a disk of their own."""
    disk = work / "temporary"
    place = world.copy(before, work / "undisturbed")
    world.run(place)
    wanted = world.dump(place)
    wrong, codes = [], {}
    for size in range(4, 4 + 4 * STEPS, 4):
        mount(disk, size)
        place = world.copy(before, work / "trial")
        code, _, said = world.run(place, environment={"TMPDIR": str(disk)})
        codes[code] = codes.get(code, 0) + 1
        wrong += [f"{size} KiB: {what}" for what in world.not_whole(place)]
        if code != 3:
            wrong += [f"{size} KiB, exit {code}: {what}" for what in world.differences(world.dump(place), wanted)]
        subprocess.run(["umount", str(disk)], check=True)
        world.run(place)
        wrong += [f"{size} KiB: {what}" for what in world.differences(world.dump(place), wanted)]
    tap.ok(not wrong and codes.get(3), f"a full $TMPDIR: {codes.get(3, 0)} of {STEPS} were too small, all converge", wrong)


def main():
    tap = world.Tap()
    work = world.workplace()
    if os.geteuid() != 0 or not mount(work / "disk", 64):
        tap.skip("a full disk needs root and a mount")
        world.remove(work)
        tap.done()
    subprocess.run(["umount", str(work / "disk")], check=True)
    first = world.make(work / "first")
    second = world.copy(first, work / "second")
    world.run(second)
    world.change(second)
    done = world.copy(second, work / "done")
    world.run(done, date=world.SECOND)
    scenario(tap, work, "a first intake", first, ["-j1"], world.FIRST)
    scenario(tap, work, "a second day", second, ["-j1"], world.SECOND)
    scenario(tap, work, "a rebuild", done, ["--rebuild", "-j1"], None)
    temporary_folder(tap, work, first)
    world.remove(work)
    tap.done()


main()
