import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/audience';
import { type SavedText, textsQuery } from './api';
import { Ready } from './Ready';
import { TextEditor } from '@/texts';
import type { DraftInHand } from './useDraft';

/** «Что»: the text, with what was written before one press away while there is none. A picked one needs no more words: `onPicked` goes on. */
export function WhatStep({ draft, forecast, onPicked }: { draft: DraftInHand; forecast: Forecast | null; onPicked: () => void }) {
    const { t } = useTranslation();
    const { campaign, change } = draft;
    const texts = useQuery({ ...textsQuery, enabled: campaign.text === '' });
    const pick = ({ id, name, text, messageClass, sender }: SavedText) => {
        change({ text, messageClass, sender, textId: id, ...(campaign.name === '' ? { name } : {}) });
        onPicked();
    };
    return (
        <>
            <TextEditor
                text={campaign.text}
                sender={campaign.sender}
                messageClass={campaign.messageClass}
                audience={campaign.audience}
                forecast={forecast}
                onChange={change}
            />
            {campaign.text === '' && <Ready title={t('wizard.what.ready')} items={texts.data} onPick={pick} />}
        </>
    );
}
