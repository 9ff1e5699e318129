import { type RefObject, useEffect, useEffectEvent } from 'react';

/** Hears what happens anywhere inside an element that is no control itself. */
export function useListener<K extends keyof HTMLElementEventMap>(ref: RefObject<HTMLElement | null>, type: K, listener: (event: HTMLElementEventMap[K]) => void): void {
    const tell = useEffectEvent(listener);
    useEffect(() => {
        const node = ref.current;
        const heard = (event: HTMLElementEventMap[K]) => tell(event);
        node?.addEventListener(type, heard);
        return () => node?.removeEventListener(type, heard);
    }, [ref, type]);
}
